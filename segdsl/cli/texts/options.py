"""What each option and argument means, by `COMMAND.NAME`; those that mean the same everywhere by `NAME` alone."""

from __future__ import annotations

from segdsl.diagnostics.text import Text

OPTIONS: dict[str, Text] = {
    "help": Text("Show this page.", "显示本页。"),
    "version": Text("Show the version.", "显示版本。"),
    "lang": Text("Language of messages; by default that of the system.", "消息语言；默认跟随系统。"),
    "debug": Text("Show where an internal error came from.", "显示内部错误的来源。"),
    "project": Text(
        "The project's folder; by default the nearest one upwards with a segdsl.toml.",
        "项目文件夹；默认向上查找含 segdsl.toml 的文件夹。",
    ),
    "check.paths": Text(
        "Rule files or folders; by default those of the project.", "规则文件或文件夹；默认为项目的规则。"
    ),
    "check.strict": Text("Warnings make the exit code 1 as well.", "有警告时退出码也为 1。"),
    "data": Text(
        "The file, glob or folder of a table; the name may be left out where no profile is declared.",
        "某张表的文件、通配符或文件夹；没有声明 profile 时可省略名称。",
    ),
    "as-of": Text("Compute as of this day.", "以这一天为基准日期计算。"),
    "set": Text("Give a param another value.", "给参数另设一个值。"),
    "key": Text("The key column, where no profile is declared.", "客户主键列；用于没有声明 profile 的情况。"),
    "memory": Text(
        "How much memory to use for what is kept or under way, like 8G; 4G unless said.",
        "用于缓存和处理中数据的内存，如 8G；默认 4G。",
    ),
    "no-store": Text("Read the data as it is, and keep no snapshot of it.", "直接读取数据，不使用也不保存快照。"),
    "strict": Text("Stop at data that is not as declared.", "数据与契约不符时停止。"),
    "preview.names": Text(
        "Definitions to show, all by default; a rule file or folder is used in place of the project.",
        "要查看的定义，默认全部；也可以是规则文件或文件夹，代替项目的规则。",
    ),
    "preview.expr": Text("Size of an expression, as it could stand in a rule.", "一个表达式的规模，写法与规则相同。"),
    "preview.waterfall": Text(
        "Size after each clause, of each alone, and without it.", "逐条显示：单独满足、剩余、去掉后的规模。"
    ),
    "preview.by": Text(
        "Split by a tag, or by a field or definition with few values.", "按标签，或取值不多的字段、定义拆分。"
    ),
    "preview.overlap": Text(
        "How many customers are in several conditions at once.", "同时满足多个条件的客户数（两两及以上）。"
    ),
    "preview.reachable": Text(
        "How many can be contacted, and why the others cannot, by channel.", "可触达人数及不可触达原因，分渠道统计。"
    ),
    "preview.sample": Text("Show N members, personal data masked.", "显示 N 个成员，个人信息已脱敏。"),
    "test.paths": Text(
        "Rule files or folders; by default those of the project.", "规则文件或文件夹；默认为项目的规则。"
    ),
    "test.k": Text(
        "Only those whose title holds NAME, or that use a definition of that name.",
        "只运行标题含 NAME 或用到该定义的。",
    ),
    "test.data": Text(
        "Check the assertions too: over the project's data, or over that of a table.",
        "同时检验断言：用项目的数据，或指定某张表的数据。",
    ),
    "test.as-of": Text("The day of tests that name none.", "未写 as_of 的测试所用的基准日期。"),
    "export.despite-asserts": Text(
        "Write even where an assertion of the rules does not hold.", "即使规则中的断言不成立也照样导出。"
    ),
    "export.dry-run": Text(
        "Count and say what would be written, without writing anything.", "试算：说明将写入什么，不写任何文件。"
    ),
    "sweep.arguments": Text(
        "A param, the values it takes, and a segment or condition; before them rule files, where there is no project.",
        "参数、取值范围、客户分群或条件；没有项目时，前面写规则文件。",
    ),
    "sweep.expr": Text("Sweep an expression instead of a definition.", "计算一个表达式，而不是定义。"),
    "discover.names": Text(
        "Definitions, fields and events tables (or table.field) to combine; without any, every condition and tag. A "
        "rule file or folder is used in place of the project.",
        "要组合的定义、字段和事件表（或 表.字段）；不写则用全部条件和标签。也可以是规则文件或文件夹，代替项目的规则。",
    ),
    "discover.for": Text(
        "What is typical of these customers: a segment, `activity = silent`, any condition.",
        "找出这些客户的特点：客户分群、`activity = silent` 或任意条件。",
    ),
    "discover.among": Text("Look at the customers for whom this holds.", "只看满足此条件的客户。"),
    "discover.with": Text(
        "Combine this too, beside all conditions and tags: a number, by its lowest and highest quarter; an events "
        "table, by what its customers did.",
        "在全部条件和标签之外再加上：数值（取最低和最高的四分之一），或事件表（取客户做过什么）。",
    ),
    "discover.window": Text("How far back what customers did counts.", "客户行为往前看多久。"),
    "discover.min-support": Text("How many customers a combination has at least.", "一个组合至少要有多少客户。"),
    "discover.min-lift": Text("How many times the usual share, at least.", "至少是平时占比的多少倍。"),
    "discover.max-length": Text("How many conditions go together, 2 to 4.", "一个组合最多几个条件，2 到 4。"),
    "discover.fdr": Text(
        "How large a share of all findings may be chance (Benjamini-Yekutieli).",
        "全部发现中允许出于偶然的比例（Benjamini-Yekutieli 方法）。",
    ),
    "discover.limit": Text("How many of each length to show.", "每种长度列出几个。"),
    "discover.all": Text(
        "Show every one, also those that say again what a stronger one does.", "全部列出，包括与更强者重复的。"
    ),
    "discover.implied": Text(
        "Show what goes together by definition, or with hardly an exception.", "另列因定义相关或几乎没有例外的条件。"
    ),
    "why.files": Text("Rule files, where there is no project.", "规则文件；用于没有项目的情况。"),
    "why.name": Text("A definition.", "定义的名称。"),
    "why.customer": Text("The key of a customer.", "客户主键的值。"),
    "export.names": Text(
        "A segment, or another yes-or-no definition; before it rule files, where there is no project.",
        "客户分群或其他是否类定义；没有项目时，前面写规则文件。",
    ),
    "export.expr": Text("Export an expression instead of a definition.", "导出一个表达式，而不是定义。"),
    "export.name": Text("What the exported expression is called.", "导出表达式时使用的名称。"),
    "export.to": Text("The folder to write into; it is made if need be.", "写入的文件夹，不存在则创建。"),
    "export.as": Text("File format.", "文件格式。"),
    "export.columns": Text(
        "Fields and definitions to write after the key; by default those the rule mentions.",
        "主键之后要写的字段和定义；默认为规则中提到的。",
    ),
    "export.headers": Text(
        "Names or titles as headers and class values; titles by default in xlsx, names elsewhere.",
        "表头和类的取值用名称还是标题；xlsx 默认标题，其他默认名称。",
    ),
    "export.encoding": Text("Of CSV files.", "CSV 文件的编码。"),
    "export.pii": Text(
        "Personal columns that are named in --columns: masked, keyed hashes, or as they are.",
        "--columns 中列出的个人信息列：脱敏、带密钥哈希，或原样。",
    ),
    "export.overwrite": Text("Replace an earlier export of the same name.", "覆盖同名的旧导出。"),
    "init.folder": Text("Where to begin; the current folder by default.", "新建的位置；默认当前文件夹。"),
    "init.data": Text("A data file to draft the contract from.", "用来起草数据契约的数据文件。"),
    "fit.names": Text(
        "Clusters, models and preferences; all there are without a name.", "聚类、模型和偏好的名称；不写则为全部。"
    ),
    "fit.against": Text(
        "Show who had which label so long ago, like 30d, and has which today.",
        "列出客户在一段时间（如 30d）之前与今天的标签。",
    ),
    "fit.explore": Text(
        "Try 2 to 10 groups, recommend a number, and draft the block; fit and write nothing.",
        "试算 2 到 10 群，推荐群数并起草定义；不训练，不写文件。",
    ),
    "fit.report": Text(
        "Show what was fitted before, and how customers have changed since; fit nothing.",
        "只显示已有的训练结果，以及训练以来客户的变化；不重新训练。",
    ),
    "init.key": Text("The key column, where it is not plain from the names.", "客户主键列；从列名看不出时指定。"),
    "demo.folder": Text("Where to write; `demo` by default.", "写入的文件夹；默认 `demo`。"),
    "demo.customers": Text("How many customers.", "客户数量。"),
    "demo.seed": Text("Another seed draws other customers.", "不同的种子生成不同的客户。"),
    "tui.files": Text("Rule files, where there is no project.", "规则文件；用于没有项目的情况。"),
    "compile.files": Text("Rule files, where there is no project.", "规则文件；用于没有项目的情况。"),
    "compile.name": Text("A definition.", "定义的名称。"),
    "compile.to": Text("What to print.", "输出的形式。"),
    "fmt.paths": Text(
        "Rule files or folders, by default those of the project; `-` is stdin.",
        "规则文件或文件夹，默认为项目的规则；`-` 表示标准输入。",
    ),
    "fmt.check": Text("Write nothing; exit code 1 if something would change.", "不写入；有改动时退出码为 1。"),
    "fmt.diff": Text(
        "Write nothing; show what would change, exit code 1 if anything.", "不写入；显示差异，有改动时退出码为 1。"
    ),
    "fmt.fix": Text("Apply the corrections that are safe before laying out.", "先应用安全的修正。"),
    "debug.stage": Text("What to print.", "要打印的阶段。"),
    "debug.file": Text("A rule file, or a folder of them.", "规则文件，或其所在文件夹。"),
    "format": Text("How results are printed.", "结果的输出格式。"),
}


def option_text(command: str | None, name: str) -> Text:
    """The text of an option or argument. Raises `KeyError` where the table has none."""
    return OPTIONS.get(f"{command}.{name}") or OPTIONS[name]
