"""Codes of the project file, of reading data and of holding it against the contract."""

from __future__ import annotations

from segdsl.diagnostics.codes.spec import Code, error, info, warning

_PROJECT: dict[str, Code] = {
    "project-missing": error(
        "There is no segdsl.toml in {folder}",
        "{folder} 中没有 segdsl.toml",
        "go into a project's folder, name it with --project, or create one with `segdsl init`",
        "请进入项目文件夹，或用 --project 指定，或用 `segdsl init` 新建",
    ),
    "project-encoding": error(
        "{file} is not UTF-8: byte {offset} fits no character",
        "{file} 不是 UTF-8 编码：第 {offset} 字节无法解读",
        "save it again as UTF-8",
        "请另存为 UTF-8",
    ),
    "project-syntax": error("{file} is not valid TOML: {reason}", "{file} 不是合法的 TOML：{reason}"),
    "setting-unknown": error(
        "{file}: there is no setting `{key}`; known here: {known}",
        "{file}：没有设置项 `{key}`；此处可用：{known}",
        "did you mean `{near}`?",
        "是否想写 `{near}`？",
    ),
    "setting-missing": error("{file}: `{key}` is missing", "{file}：缺少 `{key}`"),
    "setting-type": error(
        "{file}: `{key}` is written in the wrong form",
        "{file}：`{key}` 的写法不对",
        "write it like this: {expected}",
        "应写成：{expected}",
    ),
    "setting-date": error(
        "{file}: `{key}` is no date: {value}",
        "{file}：`{key}` 不是日期：{value}",
        "write year-month-day, such as 2021-06-30",
        "请写成 年-月-日，如 2021-06-30",
    ),
    "setting-zone": error(
        "{file}: `{key}` names no time zone: {value}",
        "{file}：`{key}` 不是时区名：{value}",
        "did you mean `{near}`?",
        "是否想写 `{near}`？",
    ),
    "setting-encoding": error(
        "{file}: `{key}` names no text encoding: {value}",
        "{file}：`{key}` 不是文本编码名：{value}",
        "did you mean `{near}`?",
        "是否想写 `{near}`？",
    ),
    "setting-separator": error(
        "{file}: `{key}` must be a comma, a semicolon or a tab, not {value}",
        "{file}：`{key}` 只能是逗号、分号或制表符，不能是 {value}",
    ),
    "setting-outside": error(
        "{file}: `{key}` leaves the project folder: {value}",
        "{file}：`{key}` 指向项目文件夹之外：{value}",
        "rules lie inside the project, so that their history and their names belong to it",
        "规则须放在项目文件夹内，其历史和名称才随项目走",
    ),
    "setting-no-such-path": error(
        "{file}: `{key}` names {value}, which does not exist",
        "{file}：`{key}` 指向的 {value} 不存在",
    ),
}

_FILES: dict[str, Code] = {
    "file-missing": error(
        "There is no file {file}",
        "找不到文件 {file}",
        "did you mean `{near}`?",
        "是否指 `{near}`？",
    ),
    "file-missing-folder": error(
        "There is no file {file}: the folder {folder} does not exist",
        "找不到文件 {file}：文件夹 {folder} 不存在",
        "did you mean `{near}`?",
        "是否指 `{near}`？",
    ),
    "file-unreadable": error(
        "{file} cannot be read: {reason}",
        "无法读取 {file}：{reason}",
        "check that it is complete, closed in other programs, and that you may read it",
        "请确认文件完整、未被其他程序占用，并且有读取权限",
    ),
    "file-empty": error(
        "{file} is empty",
        "{file} 是空文件",
    ),
    "folder-empty": error(
        "The folder {file} holds no data file",
        "文件夹 {file} 中没有数据文件",
        "files are found by how their names end: {known}",
        "按扩展名识别数据文件：{known}",
    ),
    "glob-empty": error(
        "No file matches {file} in {base}",
        "{base} 中没有文件符合 {file}",
    ),
    "formats-mixed": error(
        "{file} holds files of several formats: {formats}",
        "{file} 中混有多种格式的文件：{formats}",
        'name the ones that are meant, such as "{file}/*.parquet"',
        '请指明所需的文件，如 "{file}/*.parquet"',
    ),
    "format-unknown": error(
        "{file}: files that end in `{suffix}` cannot be read",
        "{file}：不支持扩展名为 `{suffix}` 的文件",
        "readable are {known}",
        "可以读取：{known}",
    ),
    "format-differs": error(
        "{file} is not what its name says: its content is that of a file that ends in `{suffix}`",
        "{file} 的内容与扩展名不符：实际是 `{suffix}` 类文件",
        "rename it, or save it again in the format of its name",
        "请改名，或按扩展名对应的格式重新保存",
    ),
    "format-delta": error(
        "{file} is a Delta table, which cannot be read yet",
        "{file} 是 Delta 表，目前还不能读取",
        "its files alone would give deleted rows too; export it as Parquet",
        "直接读取其中的文件会带出已删除的行；请先导出为 Parquet",
    ),
    "encoding-detected": info(
        "{file} is not UTF-8; it was read as {encoding}",
        "{file} 不是 UTF-8 编码，已按 {encoding} 读取",
        'name the encoding in segdsl.toml if this is wrong: {{ path = "…", encoding = "…" }}',
        '如果不对，请在 segdsl.toml 中指明编码：{{ path = "…", encoding = "…" }}',
    ),
    "encoding-wrong": error(
        "{file} is not text in {encoding}: byte {offset} fits no character",
        "{file} 不是 {encoding} 编码的文本：第 {offset} 字节无法解读",
        'name its encoding in segdsl.toml: {{ path = "…", encoding = "…" }}',
        '请在 segdsl.toml 中指明编码：{{ path = "…", encoding = "…" }}',
    ),
    "sheet-missing": error(
        "{file} has no sheet `{sheet}`; it has {present}",
        "{file} 中没有工作表 `{sheet}`；现有：{present}",
        "did you mean `{near}`?",
        "是否指 `{near}`？",
    ),
    "sheet-chosen": info(
        "{file} has several sheets; `{sheet}` was read, not {others}",
        "{file} 有多个工作表；读取的是 `{sheet}`，未读取 {others}",
        'name the one that is meant in segdsl.toml: {{ path = "…", sheet = "…" }}',
        '请在 segdsl.toml 中指明：{{ path = "…", sheet = "…" }}',
    ),
    "digits-lost": warning(
        "{file}: column `{column}` holds {count} numbers of 16 or more digits; a workbook keeps only 15, the "
        "others are already lost",
        "{file}：列 `{column}` 有 {count} 个 16 位以上的数字；工作簿只保留 15 位，其余已丢失",
        "store such numbers as text where the workbook is made",
        "请在生成工作簿时把这类号码存为文本",
    ),
    "csv-long-row": error(
        "{file}, line {line}: {found} fields, but the header has {expected}",
        "{file} 第 {line} 行有 {found} 个字段，而标题行只有 {expected} 个",
        "put fields that contain `{separator}` in double quotes, or remove what is too much",
        "字段中若含有 `{separator}`，请加英文双引号；否则请删除多余部分",
    ),
    "csv-short-rows": warning(
        "{file}: {count} rows have fewer fields than the header, the first in line {line}; what they lack was read as "
        "missing",
        "{file}：有 {count} 行的字段少于标题行，首见于第 {line} 行；缺少的部分已按缺失处理",
        "check that the file is complete and every line break inside a field is in double quotes",
        "请确认文件完整，字段内的换行都在英文双引号中",
    ),
    "csv-quotes": error(
        "{file}, line {line}: a double quote is opened but not closed as it should be",
        "{file} 第 {line} 行：双引号没有正确闭合",
        "put the whole field in double quotes and double those inside it",
        "请用英文双引号括住整个字段，字段内的双引号写两遍",
    ),
    "column-repeated": error(
        "{file} has more than one column named `{column}`",
        "{file} 中有多列都叫 `{column}`",
        "rename or remove all but one",
        "请只保留一列，或改名",
    ),
}

_CONTRACT: dict[str, Code] = {
    "column-missing": error(
        "{file} has no column `{column}`, which table `{table}` declares; it has {present}",
        "{file} 中没有表 `{table}` 声明的列 `{column}`；现有的列：{present}",
        'did you mean `{near}`? If so, declare it with from "{near}"',
        '是否指 `{near}`？若是，请在声明中加上 from "{near}"',
    ),
    "column-type": error(
        "{file}: column `{column}` of table `{table}` is declared {declared}, but holds {found}",
        "{file}：表 `{table}` 的列 `{column}` 声明为 {declared}，实际为 {found}",
        "change the declared type, or write the column anew",
        "请修改声明的类型，或重新生成该列",
    ),
    "column-unreadable": error(
        "{file}: column `{column}` of table `{table}` is declared {declared}, but {count} of its {known} known cells "
        "are not: {examples}",
        "{file}：表 `{table}` 的列 `{column}` 声明为 {declared}，但 {known} 个非空单元格中有 {count} 个不符："
        "{examples}",
        "change the declared type, or mend the file",
        "请修改声明的类型，或修正文件",
    ),
    "value-unreadable": warning(
        "{file}: {count} of {known} known cells of column `{column}` of table `{table}` are no {declared} and were "
        "read as missing: {examples}",
        "{file}：表 `{table}` 的列 `{column}` 有 {count} 个单元格（共 {known} 个非空）不是 {declared}，已按缺失处理："
        "{examples}",
    ),
    "value-undeclared": warning(
        "{file}: {count} of {known} known cells of column `{column}` of table `{table}` hold no declared value and "
        "were read as missing: {examples}",
        "{file}：表 `{table}` 的列 `{column}` 有 {count} 个单元格（共 {known} 个非空）的取值未声明，已按缺失处理："
        "{examples}",
        "add the values to the category, or mend the data",
        "请在 category 中补充取值，或修正数据",
    ),
    "value-outside": warning(
        "{file}: {count} of {known} known cells of column `{column}` of table `{table}` are not in {valid} and were "
        "read as missing: {examples}",
        "{file}：表 `{table}` 的列 `{column}` 有 {count} 个单元格（共 {known} 个非空）不在 {valid} 之内，已按缺失处理："
        "{examples}",
    ),
    "value-missing": warning(
        "{file}: column `{column}` of table `{table}` is missing in {count} of {rows} rows, but declared {declared}; "
        "keys of some: {examples}",
        "{file}：表 `{table}` 的列 `{column}` 声明为 {declared}，但 {rows} 行中有 {count} 行缺失；部分主键：{examples}",
        "declare it {declared}? if it may be missing",
        "如果允许缺失，请声明为 {declared}?",
    ),
    "key-no-such-column": error(
        "{file} has no column `{column}` to be the key; it has {present}",
        "{file} 中没有可作主键的列 `{column}`；现有的列：{present}",
        "did you mean `{near}`?",
        "是否指 `{near}`？",
    ),
    "key-of-type": error(
        "{file}: column `{column}` is {found}, but a key is text or int",
        "{file}：列 `{column}` 的类型是 {found}，而主键只能是 text 或 int",
    ),
    "key-several": error(
        "{file} has several columns that could be the key: {candidates}",
        "{file} 中有多列可作主键：{candidates}",
        "name it with --key, or declare a profile",
        "请用 --key 指定，或声明 profile",
    ),
    "key-repeats": error(
        "{file}: column `{column}` cannot be the key: {count} of its values stand on more than one row ({rows} rows): "
        "{examples}",
        "{file}：列 `{column}` 不能作主键：有 {count} 个取值重复出现（共 {rows} 行）：{examples}",
        "merge or remove rows, or name another column with --key; different in every row are {candidates}",
        "请合并或删除重复的行，或用 --key 指定其他列；每行取值都不同的列有：{candidates}",
        "a profile has one row for each customer: merge or remove the others",
        "客户档案中每个客户只能有一行：请合并或删除多余的行",
    ),
    "key-gaps": error(
        "{file}: column `{column}` cannot be the key: it is empty in {count} of {rows} rows",
        "{file}：列 `{column}` 不能作主键：{rows} 行中有 {count} 行为空",
        "fill it in, or name another column with --key; different in every row are {candidates}",
        "请补全，或用 --key 指定其他列；每行取值都不同的列有：{candidates}",
        "every customer needs a key: fill it in or remove the rows",
        "每个客户都要有主键：请补全或删除这些行",
    ),
    "key-none": error(
        "{file} has no column that is named like a key ({names}) and has a different value in every row",
        "{file} 中没有既像主键命名（{names}）又每行取值都不同的列",
        "name it with --key; different in every row are {candidates}",
        "请用 --key 指定；每行取值都不同的列有：{candidates}",
    ),
    "column-taken-as-text": warning(
        "{file}: column `{column}` was taken for text, because {count} of its {known} known cells are no {type}; the "
        "first is {value} in row {row}",
        "{file}：列 `{column}` 被当作 text，因为 {known} 个非空单元格中有 {count} 个不是 {type}；首个是第 {row} 行的 "
        "{value}",
        "mend the file, or declare a profile with `field {column} {type}?`: such cells are then read as missing",
        "请修正文件，或声明 profile 并写 `field {column} {type}?`：这样的单元格将按缺失处理",
    ),
    "key-missing": error(
        "{file}: {count} rows of table `{table}` have no key in column `{column}`: rows {examples}",
        "{file}：表 `{table}` 有 {count} 行的主键列 `{column}` 为空：第 {examples} 行",
        "every row needs a key: fill it in or remove the rows",
        "每行都要有主键：请补全或删除这些行",
    ),
    "key-duplicate": error(
        "{file}: {count} keys of table `{table}` stand on more than one row ({rows} rows): {examples}",
        "{file}：表 `{table}` 有 {count} 个主键重复出现（共 {rows} 行）：{examples}",
        "a profile has one row for each key in column `{column}`: merge or remove the others",
        "每个主键（列 `{column}`）只能有一行：请合并或删除多余的行",
    ),
    "event-without-key": warning(
        "{file}: {count} events of table `{table}` name no customer in column `{column}` and were left out",
        "{file}：表 `{table}` 有 {count} 条事件在列 `{column}` 中没有客户，已忽略",
    ),
    "event-without-time": warning(
        "{file}: {count} events of table `{table}` have no time in column `{column}` and were left out",
        "{file}：表 `{table}` 有 {count} 条事件在列 `{column}` 中没有时间，已忽略",
    ),
    "times-converted": info(
        "{file}: the times in column `{column}` of table `{table}` belong to zone {found} and were turned into local "
        "times of {zone}",
        "{file}：表 `{table}` 的列 `{column}` 的时间属于时区 {found}，已换算为 {zone} 的当地时间",
        "the project's zone is `timezone` in segdsl.toml",
        "项目的时区由 segdsl.toml 中的 `timezone` 指定",
    ),
    "rows-blank": info(
        "{file}: {count} blank rows of table `{table}` were left out",
        "{file}：表 `{table}` 有 {count} 个空行，已忽略",
    ),
    "rows-none": warning("{file}: table `{table}` has no rows", "{file}：表 `{table}` 没有数据行"),
    "list-no-column": error(
        "The list {file} has several columns, and none is named `{column}`: {present}",
        "名单 {file} 有多列，但没有名为 `{column}` 的列：{present}",
        "keep the keys in a column of that name, or in the only column",
        "请将主键放在同名的列中，或只保留一列",
    ),
    "list-unreadable": warning(
        "{file}: {count} of {known} entries of the list are no {declared} like the key and were left out: {examples}",
        "{file}：名单的 {known} 个条目中有 {count} 个不是主键的类型 {declared}，已忽略：{examples}",
    ),
    "contract-strict": error(
        "Table `{table}` does not keep its contract: {count} findings, which --strict makes errors",
        "表 `{table}` 不符合数据契约：{count} 项发现，在 --strict 下视为错误",
    ),
}

DATA: dict[str, Code] = {**_PROJECT, **_FILES, **_CONTRACT}
