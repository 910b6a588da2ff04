"""What `segdsl init` says and writes."""

from __future__ import annotations

from segdsl.diagnostics.text import Text

CREATED = Text("Created a project in {folder}:", "已在 {folder} 新建项目：")
LEFT_OUT = Text(
    "{file} is left out: it has no column like the key `{key}`", "未使用 {file}：其中没有与主键 `{key}` 对应的列"
)
NEXT = Text("Look through {contract}, then: segdsl preview", "请先核对 {contract}，然后运行：segdsl preview")
NEXT_WITHOUT_DATA = Text(
    "Describe your data in {contract} and name the files in segdsl.toml, then: segdsl preview",
    "请在 {contract} 中描述数据，在 segdsl.toml 中指定文件，然后运行：segdsl preview",
)

SETTINGS_HEAD = Text("# What belongs to this project: rules, data, lists.\n", "# 本项目的组成：规则、数据、名单。\n")
NO_AS_OF = Text(
    "# as_of = 2021-06-30   # compute as of this day; by default the day of the newest event\n",
    "# as_of = 2021-06-30   # 基准日期；默认为最近一次事件的日期\n",
)
NO_DATA = Text(
    '# customer = "data/customers.csv"   # a file, a glob or a folder: CSV, Parquet, XLSX, Arrow\n',
    '# customer = "data/customers.csv"   # 文件、通配符或文件夹：CSV、Parquet、XLSX、Arrow\n',
)
CONTRACT_HEAD = Text(
    "# The data contract: which columns there are, of which type. Drafted; correct it where you know better.\n",
    "# 数据契约：有哪些列，各是什么类型。由程序起草，请按实际情况修改。\n",
)
EMPTY_CONTRACT = Text(
    'profile customer "customers" {{\n  key customer_id text\n}}\n',
    'profile customer "客户" {{\n  key customer_id text "客户编号"\n}}\n',
)
SEGMENTS = Text(
    "# Segments: who belongs to an audience. For example, with the fields of contract.seg:\n"
    "#\n"
    "#   segment grown_up {{\n"
    "#     require age >= 18\n"
    "#     exclude city = nanjing\n"
    "#   }}\n",
    "# 客户分群：谁属于目标人群。例如（字段见 contract.seg）：\n"
    "#\n"
    '#   segment grown_up "成年客户" {{\n'
    '#     require age >= 18      "成年"\n'
    '#     exclude city = nanjing "不含南京"\n'
    "#   }}\n",
)
