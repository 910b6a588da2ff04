"""What each command does, in one line and in a paragraph, with examples. The order is that of the help page.

A command appears on the help page, and can be run, when it stands in this table; its code is
`segdsl/cli/commands/NAME.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from segdsl.diagnostics.text import Text

Section = Literal["rules", "audience", "project"]

SECTIONS: dict[Section, Text] = {
    "audience": Text("Audiences:", "人群："),
    "rules": Text("Rules:", "规则："),
    "project": Text("Project:", "项目："),
}


@dataclass(frozen=True, slots=True)
class CommandText:
    """`summary` stands in the list of commands, `details` on the command's own page; examples are command lines."""

    section: Section
    summary: Text
    details: Text
    examples: tuple[tuple[str, Text], ...]


COMMANDS: dict[str, CommandText] = {
    "demo": CommandText(
        "project",
        Text("Write an example project and show what can be done with it", "生成示例项目，并演示能做什么"),
        Text(
            "Writes a project with synthetic customers of an electric utility into DIR (`demo` unless named), shows "
            "the size of every definition, exports one segment, and says what to try next. Run again, it makes the "
            "data anew and keeps your rules.",
            "在 DIR（默认 `demo`）里生成一个电网公司客户的示例项目（合成数据），显示每个定义的规模，导出一个客户分群，"
            "并提示接下来可以做什么。再次运行只重新生成数据，保留你改过的规则。",
        ),
        (
            ("segdsl demo", Text("a hundred thousand customers in demo/", "在 demo/ 里生成十万客户")),
            (
                "segdsl demo big --customers 1_000_000",
                Text("a million, in another folder", "一百万客户，放在另一个文件夹"),
            ),
        ),
    ),
    "init": CommandText(
        "project",
        Text("Start a project, from your data files if you name them", "新建项目；可从数据文件起草"),
        Text(
            "Writes segdsl.toml and a rules folder into DIR (the current folder unless named). With --data, the data "
            "contract is drafted from the files: the first file with a key is the profile, the others become events. "
            "Nothing that is there is overwritten.",
            "在 DIR（默认当前文件夹）里写入 segdsl.toml 和 rules 文件夹。用 --data 指定文件时，会据此起草数据契约："
            "第一个有主键的文件作为客户档案，其余作为行为事件。不会覆盖已有文件。",
        ),
        (
            ("segdsl init", Text("an empty project here", "在当前文件夹新建空项目")),
            ("segdsl init shop --data customers.csv", Text("with a drafted contract", "并起草数据契约")),
            (
                "segdsl init --data customer=c.csv --data visit='visits/*.parquet'",
                Text("several tables, named", "多张表，并命名"),
            ),
        ),
    ),
    "preview": CommandText(
        "audience",
        Text("Show exact sizes", "查看准确规模"),
        Text(
            "Shows how many customers each definition selects: of all definitions, or of those named. Without a "
            "project, name a rule file and the data. Definitions with errors are left out and reported (exit code 1).",
            "显示每个定义选中多少客户：全部定义，或指定的定义。没有项目时，指定规则文件和数据即可。"
            "有错误的定义不参与计算，并会报告（退出码 1）。",
        ),
        (
            ("segdsl preview", Text("every definition of the project", "项目的全部定义")),
            ("segdsl preview vip --waterfall", Text("one segment, clause by clause", "一个客户分群，逐条漏斗")),
            ("segdsl preview vip --by city --sample 5", Text("split by a tag, with examples", "按标签拆分，附样例")),
            ("segdsl preview vip silent --overlap", Text("how many are in both", "同时属于两者的客户数")),
            ("segdsl preview vip --reachable", Text("whom which channel reaches", "各渠道可触达多少客户")),
            (
                "segdsl preview vip.seg --data customers.csv",
                Text("one rule file, one data file", "一个规则文件，一个数据文件"),
            ),
            ("segdsl preview vip --set cycle=28d --as-of 2021-06-30", Text("with other parameters", "换用其他参数")),
        ),
    ),
    "why": CommandText(
        "audience",
        Text("Explain one customer", "解释某个客户"),
        Text(
            "Shows for one customer which lines of a definition hold, what they looked at, and what would have to be "
            "different. Personal data is masked.",
            "对某个客户逐条显示定义中的条件是否满足、依据的取值，以及还差什么。个人信息已脱敏。",
        ),
        (
            ("segdsl why vip C000017", Text("is this customer in, and why", "该客户是否在内，为什么")),
            ("segdsl why vip.seg vip 17 --data customers.csv", Text("without a project", "不用项目")),
        ),
    ),
    "sweep": CommandText(
        "audience",
        Text("Draw a size as a function of a threshold", "按阈值逐个计算规模，画成曲线"),
        Text(
            "Shows the exact size of a segment or condition for each value of a param from A to B, before you choose "
            "one; rules stay as they are. Without a step about twenty round values are taken. Only what depends on the "
            "param is computed again.",
            "对参数从 A 到 B 的每个取值，准确计算客户分群或条件的规模，便于选定阈值；规则不会改动。"
            "不写步长时取约二十个整齐的值。只重新计算与该参数有关的部分。",
        ),
        (
            ("segdsl sweep cycle 15d..90d:15d silent", Text("six billing cycles to choose from", "六种账期长度")),
            ("segdsl sweep min_age 18..60 vip", Text("about twenty ages", "约二十个年龄")),
            ("segdsl sweep high_open 20%..90% -e 'sensitivity = high'", Text("of an expression", "一个表达式")),
            ("segdsl sweep vip.seg least 1..9 vip --data customers.csv", Text("without a project", "不用项目")),
        ),
    ),
    "discover": CommandText(
        "audience",
        Text("Find which tags, conditions and behaviours go together", "找出常在一起的标签、条件和行为"),
        Text(
            "Combines classes of tags, conditions and behaviours, and shows the combinations that meet far more often "
            "than they would by chance: exact sizes, lift, chance findings held in check. What belongs together by "
            "definition is set aside. Each finding is a segment to paste (--format seg), a draft until you say "
            "otherwise. A customer for whom a condition has no answer is not in it, and does not count where it is "
            "weighed.",
            "把标签的类、条件和行为组合起来，列出远比偶然更常同时出现的组合：人数准确，给出提升度，并控制偶然发现的比例。"
            "因定义而相关的不算发现。每个发现都是可以粘贴的客户分群（--format seg），确认之前为草稿。"
            "对某个条件没有答案的客户不属于它，衡量时也不计入。",
        ),
        (
            ("segdsl discover", Text("what goes together in this project", "本项目中哪些常在一起")),
            ("segdsl discover --for vip", Text("what is typical of a segment", "某个客户分群的特点")),
            ("segdsl discover --for 'activity = silent' --among registered", Text("within others", "在另一群客户中看")),
            ("segdsl discover --with visit --window 1y", Text("with what customers did", "加上客户一年内的行为")),
            ("segdsl discover age usage_level", Text("only of these", "只组合这些")),
            ("segdsl discover --format seg > rules/found.seg", Text("as rules", "输出为规则")),
        ),
    ),
    "fit": CommandText(
        "audience",
        Text(
            "Learn clusters, models, preferences and lookalikes from the data", "从数据中学习聚类、模型、偏好和相似客户"
        ),
        Text(
            "Fits the definitions named, or all, and writes what was learned as JSON into a folder `fitted` beside the "
            "rules: from then on they count like any tag. The same data and seed give the same result. The report "
            "shows what the fit was judged by; --report prints it again without fitting.",
            "训练指定的（或全部）定义，并把结果以 JSON 写入规则旁的 `fitted` 文件夹；此后即可像其他标签一样使用。"
            "数据与种子相同，结果就相同。报告列出评判训练的各项指标；--report 只重新显示报告，不训练。",
        ),
        (
            ("segdsl fit", Text("fit everything the project learns", "训练本项目的全部学习定义")),
            ("segdsl fit portrait", Text("fit one", "只训练一个")),
            ("segdsl fit portrait --explore", Text("see how many groups there are", "看看分成几群合适")),
            ("segdsl fit portrait --report", Text("show its report again", "再次显示其报告")),
            (
                "segdsl fit portrait --report --against 30d",
                Text("and who moved from which label to which", "并列出 30 天来标签的变化"),
            ),
        ),
    ),
    "export": CommandText(
        "audience",
        Text("Write a target file and its manifest", "导出名单文件及其清单"),
        Text(
            "Writes the members of a segment into DIR as NAME.csv (or another format) with NAME.manifest.json: rules, "
            "data, date, counts and hashes. Customers who refuse contact are left out and counted. The file is read "
            "back and compared before it gets its name; if anything goes wrong, nothing is left. Personal data is "
            "masked unless its columns are named and --pii allows it; the key for hmac comes from SEGDSL_HMAC_KEY.",
            "把客户分群的成员写入 DIR：NAME.csv（或其他格式）和 NAME.manifest.json，"
            "后者记录规则、数据、日期、数量和哈希。拒绝联系的客户不会导出，并计数。文件写好后会读回比对，再改为正式名称；出错时不留下任何文件。"
            "个人信息默认脱敏，除非列出该列并由 --pii 允许；hmac 的密钥取自 SEGDSL_HMAC_KEY。",
        ),
        (
            ("segdsl export vip --to out", Text("out/vip.csv and its manifest", "out/vip.csv 及其清单")),
            (
                "segdsl export vip --to out --as xlsx",
                Text("for Excel, with titles as headers", "Excel 文件，表头用标题"),
            ),
            (
                "segdsl export vip --to out --columns phone,city --pii raw",
                Text("named columns, phone numbers in full", "指定列，手机号不脱敏"),
            ),
            ("segdsl export vip --to out --dry-run", Text("only say what would be written", "只试算，不写文件")),
            ("segdsl export -e 'vip and age > 60' --name elder --to out", Text("an expression", "导出表达式")),
            ("segdsl export vip.seg vip --to out --data customers.csv", Text("without a project", "不用项目")),
        ),
    ),
    "tui": CommandText(
        "audience",
        Text("Write rules and see sizes as you type", "边写规则边看规模的终端应用"),
        Text(
            "Opens the terminal app: all rules with their sizes, an editor, and the definition under the cursor clause "
            "by clause, over the same data as `preview`. F1 shows the keys. Without a project, name a rule file and "
            "the data.",
            "打开终端应用：全部规则及其规模、编辑器，以及光标所在定义的逐条漏斗，数据与 `preview` 相同。"
            "按 F1 查看按键。没有项目时，指定规则文件和数据即可。",
        ),
        (
            ("segdsl tui", Text("the project of this folder", "当前文件夹的项目")),
            ("segdsl tui --project DIR", Text("another project", "另一个项目")),
            (
                "segdsl tui vip.seg --data customers.csv",
                Text("one rule file, one data file", "一个规则文件，一个数据文件"),
            ),
        ),
    ),
    "check": CommandText(
        "rules",
        Text("Find errors and surprises in rules, without reading data", "检查规则中的错误和疑点，不读取数据"),
        Text(
            "Reads all rules of the project, or the files and folders named, and says what is wrong, where, and how to "
            "mend it. Rules of a project are always read together, as they use each other's names. "
            "Exit code 1 means there is an error.",
            "读取项目的全部规则（或指定的文件和文件夹），指出哪里有错、错在哪、怎么改。"
            "同一项目的规则总是一起读取，因为它们互相引用。退出码 1 表示有错误。",
        ),
        (
            ("segdsl check", Text("the rules of this project", "检查本项目的规则")),
            ("segdsl check rules/vip.seg", Text("what concerns this file", "只看与这个文件有关的问题")),
            ("segdsl check --strict", Text("let warnings fail too, as a gate", "警告也算失败，用作关卡")),
            ("segdsl check --format github", Text("annotate a pull request", "在拉取请求上标注")),
        ),
    ),
    "test": CommandText(
        "rules",
        Text("Run the tests beside the rules, and their assertions over data", "运行规则旁的测试，并在数据上检验断言"),
        Text(
            "Runs every `test` of the project, or of the files and folders named: each brings its own customers and "
            "events, and is computed as any rule is. What fails is shown with the values that were looked at. With "
            "--data, what the rules `assert` is measured over the project's data, or the data named; an export does "
            "that too, and stops where one does not hold. Exit code 1 means that something failed or could not run.",
            "运行项目中（或指定文件和文件夹中）的每个 `test`：测试自带客户和事件，计算方式与规则相同。"
            "失败时显示所依据的取值。加 --data 时，在项目的（或指定的）数据上检验规则中的 `assert`；"
            "导出前也会检验，不成立则停止导出。"
            "退出码 1 表示有失败或无法运行的。",
        ),
        (
            ("segdsl test", Text("every test of this project", "本项目的全部测试")),
            ("segdsl test --data", Text("and every assertion over its data", "并在项目数据上检验断言")),
            ("segdsl test -k activity", Text("what uses activity, or is called so", "用到 activity 或名称含它的")),
            ("segdsl test vip.seg", Text("one rule file, without a project", "一个规则文件，不用项目")),
        ),
    ),
    "compile": CommandText(
        "rules",
        Text("Turn a rule into a Polars script or plain sentences", "把规则转成 Polars 脚本或自然语言"),
        Text(
            "Prints what a definition means: as a Python script of Polars expressions, with everything it uses, or as "
            "sentences for the people who own the rule. A rule that reads events becomes a script that opens the "
            "project's files itself and leaves the frame `result`. Data is read only where no profile is declared, or "
            "where the as-of date follows from events.",
            "输出一个定义的含义：Polars 表达式脚本（包括它用到的全部定义），或给业务人员看的句子。"
            "读取事件的规则会生成自行读取项目文件的脚本，结果是数据表 `result`。"
            "只有没有声明 profile，或基准日由事件决定时，才读取数据。",
        ),
        (
            ("segdsl compile vip", Text("a script to run or to read", "可运行、可阅读的脚本")),
            ("segdsl compile vip --to plain --lang zh", Text("sentences, in Chinese", "中文句子")),
        ),
    ),
    "fmt": CommandText(
        "rules",
        Text("Lay rule files out in the one style", "统一规则文件的格式"),
        Text(
            "Writes the rule files of the project, or those named, in the one style of the language, comments kept. "
            "The meaning never changes; a file with errors is left alone and reported (exit code 1). With --fix, "
            "foreign spellings such as && or full-width signs are mended first.",
            "按统一风格重写项目的规则文件（或指定的文件），保留注释，绝不改变含义。"
            "有错误的文件保持原样并报告（退出码 1）。加 --fix 时先修正 &&、全角符号等其他写法。",
        ),
        (
            ("segdsl fmt", Text("the rules of this project", "本项目的规则")),
            ("segdsl fmt --check", Text("only say what would change, as a gate", "只报告需要改动的文件，用作关卡")),
            ("segdsl fmt --diff rules/vip.seg", Text("show what would change", "显示会有哪些改动")),
            ("segdsl fmt --fix vip.seg", Text("mend spellings, then lay out", "先修正写法，再统一格式")),
            ("segdsl fmt -", Text("from stdin to stdout, for editors", "从标准输入到标准输出，供编辑器使用")),
        ),
    ),
    "debug": CommandText(
        "rules",
        Text("Show what a stage makes of a rule file", "查看某个阶段对规则文件的处理结果"),
        Text(
            "Prints the syntax tree, the typed rulebook, or the Polars scripts of what no other definition uses. The "
            "form is for reading; it may change between versions.",
            "打印语法树、带类型的规则库，或未被其他定义引用的各定义的 Polars 脚本。输出供人阅读，格式可能随版本变化。",
        ),
        (
            ("segdsl debug tree rules/vip.seg", Text("the tree the parser built", "语法树")),
            ("segdsl debug rulebook rules", Text("names resolved, types known", "名称已解析、类型已确定的规则库")),
        ),
    ),
    "refresh": CommandText(
        "project",
        Text("Bring the snapshot of the data up to date", "更新数据快照"),
        Text(
            "Reads what changed since the last time, holds it against its contract and keeps it, typed and indexed, "
            "under .segdsl/ beside segdsl.toml. Every other command does the same by itself when it needs to.",
            "读取上次之后有变化的数据，按契约检查，转换类型并建立索引，保存在 segdsl.toml 旁的 .segdsl/ 中。"
            "其他命令需要时也会自动更新。",
        ),
        (
            ("segdsl refresh", Text("all tables of the project", "更新项目的所有表")),
            ("segdsl refresh --strict", Text("stop at data that is not as declared", "数据与契约不符时停止")),
        ),
    ),
    "doctor": CommandText(
        "project",
        Text("Show versions and what this terminal can display", "显示版本，检查终端显示能力"),
        Text(
            "Prints the versions at work and what is known of the terminal, and draws a ruler: where its bars do not "
            "stand below each other, the font or the terminal gives Chinese characters a wrong width.",
            "显示各组件的版本和终端信息，并画一把标尺：如果竖线没有上下对齐，说明字体或终端的中文宽度不对。",
        ),
        (
            ("segdsl doctor", Text("check this computer", "检查本机")),
            ("segdsl doctor --format json", Text("the same for a bug report", "用于提交问题报告")),
        ),
    ),
}

# Commands of later versions: typing one gets a clear answer instead of "unknown".
NOT_YET: frozenset[str] = frozenset({"plan", "measure", "divert", "history", "restore", "forget", "lsp"})
