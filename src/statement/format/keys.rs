//! What each key of a layout file means, for whoever writes one.

/// Every key that a layout may have, with its meaning. Elements of arrays are left out of the path.
pub const KEYS: &[(&str, &str)] = &[
    ("institution", "Who issues such files, in English and Japanese."),
    ("country", "ISO 3166 code of the country whose holders it serves; absent where it serves many."),
    ("product", "What the file is of, as the holder calls it, in English and Japanese."),
    (
        "source",
        "`card`, `account`, `aggregate` (a household app), `wallet` or `detail` (explains rows of another file; rows of status `authorisation` are orders: purchases what a card was charged, all others the things ordered).",
    ),
    (
        "products",
        "What the card is for the days until which a charge can be reported: `credit`, `debit`, `prepaid`, `business`; several where the file does not tell. Without it a `card` is `credit`, an `account` is `debit`, and of the others nothing is known.",
    ),
    ("currency", "Currency of amounts, unless a column says otherwise. `\"XXX\"` in a variant leaves it open."),
    (
        "confidence",
        "`high`: a real file, or a parser of real files, was read. `medium`: known from descriptions; said when the layout is used.",
    ),
    ("seen", "When a real export was last seen so: year or year-month."),
    ("facts", "Where the facts come from."),
    ("kept_months", "Months that the issuer serves online."),
    ("how_to_get", "How the holder comes by the files, in both languages, and the day on which somebody looked."),
    ("status", "Status of every row, for exports of the unconfirmed month."),
    (
        "reference_is",
        "`stable`: a row keeps its reference in every file, and no two charges share one; rows of two files with one reference are one charge.",
    ),
    (
        "bill",
        "How the holder's bank account shows the bill of such a card: regex over the folded text. The payment is checked against the printed total.",
    ),
    (
        "read.syntax",
        "How the file is written: `delimited` (also sheets), `qif`, `ofx`, `camt`, `mt940`, or `typed` (lines of date, text and amount). In every other syntax the cells have names of their own.",
    ),
    (
        "read.encodings",
        "Encodings that the issuer uses. UTF-8 is always tried first. None: files of this syntax say it themselves.",
    ),
    ("read.delimiter", "Delimiters that occur; one may have several characters."),
    ("read.decimal", "The decimal mark, when it is a comma."),
    (
        "read.dates",
        "chrono patterns, tried in order; month names of `rules/months.toml` are read as English ones; a spreadsheet's number of a day and a Japanese weekday in brackets need none. Without a day: the first of the month, `date_precision` is `month`. `{era}` is a Japanese era and its year. Without a year: the year that puts the date nearest at or before the posting date.",
    ),
    ("read.empty", "Words that stand for an empty cell, such as `-`."),
    ("read.fields", "Cells of a full row …"),
    (
        "read.surplus",
        "… and the position at which surplus cells are joined, when a text holds the delimiter unquoted; in a file whose rows are wider throughout, no more of them than leaves the amounts readable.",
    ),
    (
        "read.file_name",
        "Regex over the file's name; its group `card` names the card, `date` the day or month of payment. It never decides which layout a file is of.",
    ),
    (
        "read.file_currency",
        "Currency of a file whose name fits `file_name`, where others write the same columns in other currencies. By any other name it is asked for.",
    ),
    (
        "identify.header",
        "The header record, cell by cell, in order. `[X]` may be missing, `A | B` are alternatives, `{n}` is any number, `…` at the end stands for any further cells. Everything above it is preamble. A file that no layout claims so may have one column more behind at least six of them, and some of the layout's own that stand elsewhere in it.",
    ),
    (
        "identify.any_order",
        "Whether the cells of the header may stand in any order, each once: in a layout that people write themselves, with names that no other has.",
    ),
    (
        "identify.row.where",
        "Which rows a condition speaks of: the `first`, `any`, or `every` row that is not blank, among the first 60.",
    ),
    ("identify.row.cells", "Position (or the syntax's own name of a cell) to regex: all must match."),
    ("identify.row.fields", "Exact number of cells."),
    ("columns.transaction_date", "The day of the purchase; several columns are joined by a space."),
    ("columns.posting_date", "The day of booking."),
    ("columns.date_precision", "A column that says `day` or `month`."),
    (
        "columns.descriptor",
        "The text that names the merchant; several columns are joined by a space, without a text that its neighbour begins with.",
    ),
    ("columns.merchant", "The issuer's own clean name: a hint."),
    (
        "columns.amount",
        "The signed amount; of several columns the first that is not empty. An item may be `{ column, currency }`.",
    ),
    ("columns.debit", "Money that the holder owes more, whatever sign is printed."),
    ("columns.credit", "Money that the holder owes less, whatever sign is printed."),
    ("columns.fee", "What comes on top of the amount in columns of its own."),
    ("columns.billed", "This month's share, for checking printed totals; an empty cell is nothing."),
    ("columns.currency", "Currency of the amount."),
    ("columns.foreign_amount", "Amount in the merchant's currency."),
    ("columns.foreign_currency", "The merchant's currency, by code or name."),
    ("columns.country", "Country as printed."),
    ("columns.reference", "The issuer's reference; what keeps spreadsheets off is taken away."),
    ("columns.holder", "Who used the card."),
    ("columns.card", "The card; its last four digits are kept."),
    ("columns.household", "Whose life the row belongs to."),
    ("columns.n", "Instalment n …"),
    ("columns.m", "… of m."),
    (
        "columns.kind",
        "A column whose words are kinds: `{ column, values }`. Words that are not listed are derived from wording and sign.",
    ),
    (
        "columns.status",
        "A column whose words are statuses: `{ column, values }`. A word that is not listed is said aloud.",
    ),
    ("columns.flag", "A column whose words are `debit` or `credit`, for amounts without sign."),
    (
        "columns.source",
        "A column whose words are values of `source`, in a file that holds cards and accounts: `{ column, values }`.",
    ),
    ("amount.purchase", "How a purchase looks in `amount`: `positive` or `negative`."),
    (
        "evidence.decide",
        "What a file's own rows decide: `sign`, `date-order`, `decimal`. The first evidence that can tell decides. Where debits and credits have a column each, `sign` tells whether the two have changed places.",
    ),
    (
        "evidence.by",
        "By what: `kind`, the kinds that rows print; `payments`, rows worded as payments; `majority`, most rows are charges; `fit`, the reading that leaves fewer rows unreadable, then that in which the rows stand in order of date - when both fit it is a question.",
    ),
    ("pull.from", "The cell that parts are pulled out of, in every transaction."),
    (
        "pull.regex",
        "Named groups: `amount` and `currency` (the merchant's, foreign), rate, date, country, card, holder, merchant, reference, n, m; `part` is what of the amount reaches the card, where several means pay. Cells are NFKC-folded first.",
    ),
    ("pull.decimal", "The decimal mark of the pulled amount, when it is not the file's."),
    (
        "row.in",
        "Only in this section; `preamble` is the part above the header. Without it: everywhere below the header.",
    ),
    ("row.when", "Column to regex, over NFKC-folded cells; all must match. The first rule that matches decides."),
    (
        "row.is",
        "`transaction`, `blank`, `preamble` (above the table), `header`, `divider` (announces a card or a part), `continuation` (belongs to the row above), `total` (a sum or balance), `note` (words of the issuer) or `other-table`.",
    ),
    (
        "row.kind",
        "Kind of the transaction: `purchase`, `refund`, `payment`, `fee`, `interest`, `cash-advance`, `adjustment`, `transfer` or `income`. Not every language's words for payments and fees are known: look at the kinds of your sample.",
    ),
    (
        "row.status",
        "Status of the transaction: `pending`, `posted`, `declined`, `reverted` or `authorisation`; the last three are no charges.",
    ),
    ("row.sign", "`credit` or `debit`: the amount counts so, whatever its sign."),
    ("row.date", "`above` or `below`: an undated row takes the date of that transaction."),
    ("row.join", "`true`: a continuation row's descriptor is appended to the descriptor above."),
    ("row.section", "The section that begins below this row."),
    ("row.columns", "Columns of this row, where they differ."),
    (
        "row.pull",
        "As `pull`. On preamble, divider and note rows card, holder, currency and date hold for all rows below; on continuation rows the parts belong to the transaction above.",
    ),
    ("row.total.label", "The printed total's label."),
    ("row.total.amount", "Its amount."),
    ("row.total.of", "What it sums: `amount` or `billed`."),
    (
        "row.total.where",
        "Only transactions whose cells match, such as `{ Status = '^Booked$' }`; without it all count, pending ones too.",
    ),
    ("row.total.since", "`divider`: only transactions below the last divider."),
    ("row.total.due", "`true`: an amount due that the file's other totals include; no total to check itself."),
    (
        "variant",
        "Another generation of the same layout: any of these tables, laid over the file (tables merge, arrays replace) and tried after it.",
    ),
];
