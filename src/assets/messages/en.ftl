# errors
# One sentence per problem: error-<code>, with .rule (what holds) and .help (what to do) where there is something to say.

error-unreadable-file = cannot read the file
    .rule = { $cause }
    .help = check the name, and that you may read it

error-bad-data-file = the data file does not have the expected shape
    .rule = { $cause }

error-bad-pattern = cannot use the pattern "{ $pattern }"
    .rule = { $cause }

error-unknown-variable = the sentence mentions "{ $value }", which is not known here
    .rule = known: { $known }
    .help = the sentence is "{ $pattern }"

error-unreadable-currency = cannot read "{ $value }" as a currency
    .help = a currency is three letters, such as JPY or USD

error-unknown-language = cannot speak "{ $value }"
    .help = the languages are en and ja

error-unknown-breach = no breach is called "{ $value }"
    .rule = known: { $known }
    .help = give one of these, a day (2017-06-22), a window (2017-06-22..2017-06-30), or a .toml or .json file

error-unreadable-window = cannot read "{ $value }" as the days of a breach
    .help = give a day (2017-06-22) or its first and last day (2017-06-22..2017-06-30)

error-window-backwards = the breach ends on { $end }, before it starts on { $start }
    .help = put the earlier day first

error-unknown-data-class = no kind of data is called "{ $value }"
    .rule = known: { $known }
    .help = separate several by commas: full_number,expiry

error-several-breaches = the file lists several breaches
    .rule = it names: { $known }
    .help = choose one by its name: { $example }

error-breach-not-in-file = the file has no breach called "{ $value }"
    .rule = it names: { $known }

error-breach-without-date = the file does not say when the breach "{ $value }" was
    .help = fetch the full answer of Have I Been Pwned (truncateResponse=false), or give the day itself instead

# breach

breach-of-day = Breach of { $start }
breach-of-window = Breach of { $start } to { $end }

breach-class-full_number = full card number
breach-class-expiry = card expiry date
breach-class-cvv = security code
breach-class-last4 = last four digits of the card
breach-class-name = name
breach-class-address = address
breach-class-email = e-mail address
breach-class-phone = phone number
breach-class-bank_account = bank account
breach-class-password = password
breach-class-purchase_history = purchase history

breach-reach-number-exposed = The full card number was exposed. Anyone who holds it can try to charge the card, so ask the issuer for a new number, and look at every charge since.
breach-reach-number-not-exposed = The full card number is not among the data said to be exposed, and without it this breach alone does not allow a charge on your card. A charge that you do not recognise has some other explanation; look into it all the same.
breach-reach-unknown = It is not known which data were exposed. Until the company tells, look at the charges as if the card number were among them.

breach-hibp-summary = { $title }, as listed by Have I Been Pwned.
breach-hibp-affected = Have I Been Pwned tells by e-mail address who is affected. The list says what was exposed in all, not what was exposed of each person: the company's own notice to you is more exact.
breach-hibp-summary-unverified = { $title }, as listed by Have I Been Pwned, which marks it as not verified.
breach-hibp-inexact = The service says in its own documentation that the day of a breach is not always accurate: breaches are often found and reported long after they happened. Charges of the days before may belong to it too.

# reading

error-empty-file = the file is empty
    .help = download it again; some sites give an empty file when no month is chosen

error-not-a-statement = the content is { $kind }, whatever the file is called, and cannot be read as a statement
    .help = { $kind ->
        [XML] of XML files, account statements in ISO 20022 are read (camt.052, camt.053, camt.054); look for those or CSV among the bank's downloads
       *[other] look for CSV, OFX or Excel among the card company's downloads; from a PDF or from paper, type the rows into a text file, one charge a line, such as: 2017/06/24 AOZORA BOOKS 1,480
    }

error-damaged-file = the file is damaged here or breaks off; only what is complete was read
    .help = download it again, and compare the sums

error-broken-archive = the archive cannot be opened: { $cause }
    .help = download it again

error-oversized-archive = the archive holds more than statements do: at most { $members } files and { $megabytes } MB are opened, and files packed too tightly are not
    .help = unpack it yourself and name the statements in it

error-over-limit = { $limit ->
        [file] the file is larger than { $most } MB
        [lines] the file has more than { $most } lines
        [line] a line of the file is longer than { $most } kB: this is no table, or its line ends were lost
        [cells] a row has more than { $most } cells
        [cell] a cell is longer than { $most } kB
        [tags] the file has more than { $most } tags
        [depth] the file nests more than { $most } elements in one another, as no bank does
       *[elements] an entry of the file has more than { $most } parts
    }; no statement does, so it is not read
    .help = download it again, for a shorter time if the site lets you choose; if it is sound all the same, raise the limit in your own rules/limits.toml

error-linked-folder = this is a link to a folder, or out of the folder, and is not followed
    .help = name the place that it leads to, if its files are to be read

error-empty-archive = the archive holds no file to read
    .help = download it again; some sites give an empty archive when no month is chosen

error-nested-archive = an archive inside an archive is not opened
    .help = unpack the outer one and name the inner one

error-locked-archive = this file in the archive is locked with a password
    .help = unpack it with the bank's password and name the statement in it

error-members-skipped = { $count ->
        [one] one file of the archive that a computer wrote for itself was
       *[other] { $count } files of the archive that a computer wrote for itself were
    } left out (hidden files, __MACOSX)

error-day-not-in-month = line { $line }: the month has no such day as in { $value }; read as { $read }, since interest is counted in months of thirty days

error-no-entry-date = line { $line }: "{ $value }" is no day of a month; the value date { $read } is used as the posting date

error-locked-workbook = the workbook is protected by a password
    .help = open it in your spreadsheet program and save it without a password, or download it again as CSV

error-broken-workbook = the workbook cannot be opened
    .rule = { $cause }
    .help = download it again; if your spreadsheet program opens it, save it there as CSV

error-huge-workbook = the workbook is too large for a statement: its cells or its { $megabytes } megabytes are more than any card has
    .help = if it is a statement all the same, save its sheet as CSV in your spreadsheet program

error-sheets-left = these sheets are not of the same table and were set apart: { $sheets }

error-sheet-goes-on = the sheet "{ $sheet }" goes on with the same table; its rows are numbered from { $line } on

error-saved-again = the file was saved again by another program (cells are separated by "{ $delimiter }", letters are { $encoding }): if dates or amounts look odd, download the original

error-cells-damaged = a spreadsheet program has taken some cells of this file for what they are not, because it opened it in another country's settings. In { $dates ->
    [0] no column
    [one] one column
   *[other] { $dates } columns
} days and months were exchanged and are turned back; in { $amounts ->
    [0] no column
    [one] one column
   *[other] { $amounts } columns
} amounts may have lost their thousands and are not read. Download the original

error-dates-rewritten = dates are written as { $pattern } here and not as { $rule }: the file was saved again by a spreadsheet program, which may have changed dates; compare a few with the original

error-decimal-rewritten = decimals are marked by a { $mark } here, unlike in the issuer's files: the file was saved again by a spreadsheet program

error-no-layout = no known layout fits this file
    .rule = read as { $encoding }; nearest, by columns found (− missing here, + unknown there): { $nearest ->
        [none] none
       *[other] { $nearest }
    }
    .help = `postbreach formats list` names the layouts; with --read layout=ID it is read by one of them

error-several-layouts = several layouts claim this file: { $layouts }
    .help = choose one with --read layout=ID

error-unknown-column = there is no column "{ $value }" in the header
    .rule = { $known }
    .help = write it as `identify.header` does, or as a number from 0

error-unknown-group = a pattern has the group "{ $value }", which means nothing
    .rule = { $known }

error-unknown-layout = no layout is called "{ $value }"
    .help = `postbreach formats list` names them; a file that you just wrote is known with --rules FOLDER

error-not-this-layout = the file does not look like { $layout }
    .help = a column for date, text or amount is missing here; `postbreach formats show { $layout }` names them

error-unknown-encoding = no encoding is called "{ $value }"
    .help = try utf-8, shift_jis or windows-1252

error-unclosed-quote = a quoted cell runs over { $lines } lines and seems never to be closed
    .help = what follows the opening quote was not read; look at the quote on this line

error-endless-quote = a quoted cell is longer than { $most } MB and seems never to be closed, so nothing of the file was read
    .help = look at the quote that opens a cell on this line: remove it or close it, or download the file again

error-unreadable-date = cannot read "{ $value }" as a { $which } date
    .rule = { $layout } expects { $rule }
    .help = if this export writes the day first, try --read date-order=dmy

error-missing-year = the { $which } date "{ $value }" has no year
    .rule = { $layout } expects { $rule }
    .help = say the year of its last row with --read year=2017

error-missing-date = the row has no date
    .rule = { $layout } gives every transaction a date
    .help = the row was set apart; check it in the file

error-unreadable-amount = cannot read "{ $value }" as an amount
    .rule = { $layout } writes "{ $rule }" before the decimals
    .help = the row was set apart; check it in the file

error-missing-amount = the row has no amount
    .rule = { $layout } gives every transaction an amount
    .help = the row was set apart; check it in the file

error-two-amounts = this row has an amount on either side, here { $value }
    .help = compare it with your statement: a row moves money one way only

error-surplus-cells = this row has { $found } cells, more than the { $named } columns above it
    .help = a text in it holds the delimiter without quotes: put that text in quotes, or look at this charge yourself

error-unreadable-flag = cannot tell from "{ $value }" whether the row is a debit or a credit
    .rule = { $layout } knows { $rule }

error-unreadable-text = some bytes of "{ $value }" cannot be read
    .help = download the file again, or name its encoding with --read encoding=NAME

error-too-precise = the amount { $value } has more than four decimals
    .rule = { $layout } writes "{ $rule }" before the decimals
    .help = if that mark parts thousands here, say the other: --read decimal=comma or --read decimal=point

error-no-currency = cannot read "{ $value }" as a currency
    .rule = { $layout } names the currency of each amount in this column
    .help = the row was set apart: its cells may have moved, compare it with the rows around it

error-other-currency = the amount "{ $value }" names another currency than { $rule }
    .rule = { $layout } reads this amount in { $rule }
    .help = if the file is in the currency of its amounts, say it, such as --read currency=EUR

error-above-header = the row looks like a charge, but is above the header that the file was read by
    .rule = { $layout } has its rows below the header
    .help = if two downloads were joined, give each as a file of its own

error-side-turned = { $rows ->
        [one] one row has
       *[other] { $rows } rows have
    } another sign than the others of the same column, and { $rows ->
        [one] was
       *[other] were
    } taken for the other side: charged back, or paid out again

error-fraction-of-unit = the amount { $value } has decimals, and { $currency } has none
    .rule = { $layout } gives amounts in { $currency }
    .help = a spreadsheet program may have taken thousands for decimals, here and in other rows: download the original file

error-unknown-status = the status "{ $value }" is not known; its rows are taken as usual ones

error-bad-layout-id = "{ $value }" cannot be the id of a layout
    .rule = small letters, digits and dashes, no card number, and no id of a shipped layout

error-layout-exists = there is a layout file of this name already
    .help = choose another id, or remove the file first

error-no-content = this file's content does not tell its dates, texts and amounts apart
    .help = write a layout file for it (rules/formats/README.md), or type its rows

error-no-own-rules = there is no folder for your own data files
    .help = name one with --rules

saved-layout = Saved: { $layout }
saved-expected = Saved: { $expected } – compare it with the statement, row by row.
saved-contribute = Both files name no card number; look them over for names before you pass them on, and send an invented sample with them, never the statement itself.

error-read-by-content = no known layout fits this file, so it was read by its content; the nearest: { $nearest }

error-guessed = read by its content: { $what } is "{ $value }" ({ $why })

error-decided = in this file { $decision } ({ $why })

error-household-number = a household is named by what may be a whole card number, of which only the last four digits are kept: households whose numbers end alike are judged as one, so give them other names
error-serial-date = dates are a spreadsheet's numbers of days; they were read as days since 1900

error-column-more = the column "{ $value }" does not belong to this layout; its content is kept beside the transaction

error-refused-column = the column "{ $value }" was not read and is kept nowhere: a card can be charged with what it holds. Delete the file, or that column, when you no longer need it

error-layout-decided = { $others } has the same header, but read so more rows could not be read or stood out of order

error-sign-turned = purchases are printed with the other sign than usual in this layout ({ $votes } of { $of } rows say so), so all signs were turned

error-bad-read-option = cannot understand --read { $value }
    .rule = --read KEY=VALUE or KEY=VALUE@FILES, with layout, encoding, date-order (dmy, mdy, ymd), decimal (point, comma), sign (positive, negative), currency, card, household, year

error-answer-without-file = no file was read that --read { $value } is for
    .help = behind @ stands a file's name, or its path as it is shown here, with * for any letters; without @ it is for every file
error-nothing-to-read = there is no file to read
    .help = name a statement, a folder of statements, or - for what is piped in

error-unreadable-story = the story's story.toml does not hold
    .rule = { $cause }

error-unknown-charge = no charge has the id "{ $value }"
    .help = give the files that were scanned as well, and an id as `scan` prints it

error-unknown-rule = no rule is called "{ $value }"
    .help = `postbreach rules list` names them

error-unknown-shape = there is no output called "{ $value }"
    .rule = table, json, jsonl, csv, markdown, html

error-unknown-level = there is no level called "{ $value }"
    .rule = calm, careful, everything

error-bad-date-option = cannot read "{ $value }" as a day
    .help = write it as 2017-08-20

error-output-is-read = the output would take the place of a file that is read
    .help = name another file for it
error-output-is-case = the output would take the place of a case
    .help = name another file for it; nothing was written
error-output-and-counts = the output and the counts would go into one file
    .help = name another file for one of them
error-unwritable-file = cannot write the file
    .rule = { $cause }
    .help = check that there is room and that the folder can be written; a file that had this name before is unchanged
error-unwritable-output = cannot write the output
    .rule = { $cause }
    .help = make room where it goes, or send it elsewhere; what was to be saved in a case has been saved: see `log list`

error-breach-after-charges = the breach of { $start } is later than every charge that was read; the last is of { $last }
    .help = download the statements since then, or check the day

error-breach-in-future = the breach of { $start } lies after { $today }
    .help = check the day

error-no-breach-by = cannot read which household each breach concerns
    .help = the file is a CSV whose first row names the columns household and breach; each row below names one household and its breach
error-no-breach-household = no row that was read is of the household { $value }
    .help = check how the file of charges names it
error-no-breach-card = no charge that was read is on a card { $value }
    .rule = cards: { $known }

# words

word-error = error
word-rule = layout
word-help = help
word-yes = yes
word-no = no
word-none = none
date-transaction = transaction
date-posting = posting
place-column = column "{ $name }"
period = { $first } – { $last }
list-comma = {", "}
list-semicolon = {"; "}
list-sentences = {" "}
list-titles = {"; "}
list-and = { $init } and { $last }
bracketed = { $what } ({ $more })
among-equals = {" "}({ $number } of { $count })

# report

invented = The statements of this story are invented, and so are the people in it.
opening-bare-day = Breach of { $start }.
opening-bare-window = Breach of { $start } to { $end }.
opening-day = { $title }: { $start }.
opening-window = { $title }: { $start } to { $end }.
inferred-institution = Unknown institution
guess-transaction-date = the transaction date
guess-posting-date = the posting date
guess-descriptor = the text
guess-amount = the amount
guess-debit = what adds to what you owe
guess-credit = what lowers what you owe
guess-flag = debit or credit
guess-currency = the currency
guess-sign = the sign of a purchase
why-name = a name that known layouts use
why-content = by what the column holds
why-balance = the running balance confirms it
why-earlier = the earlier of two dates
why-payments = payments lie on the other side
why-said = you said so
why-fit = only then can all rows be read
why-order = only then are the rows in order of date
why-near = only then do the dates lie close together
decision-dmy = the day comes before the month
decision-mdy = the month comes before the day
decision-ymd = the year comes first
decision-point = a point marks the decimals
decision-comma = a comma marks the decimals
decision-positive = purchases are positive
decision-negative = purchases are negative
why-one-side = all rows lie on this side
question-date-order = { $file }: in which order are day, month and year? More than one fits these rows:
question-decimal = { $file }: does a point or a comma mark the decimals? Both fit these rows:
question-sign = { $file }: is a purchase written with a plus or with a minus? Positive means that you owe more:
question-card = { $file } does not say which card it is of, and no other file has enough of its rows. Name the card, one of these or another:
question-currency = { $file } does not say which currency it is in. Name its three letters, such as:
question-layout = { $file } may be of several layouts, and no row tells which. Read by each:
headline-no-breach = No breach was named, so no charge was judged
headline-none-exposed = No charge since { $start }
headline-clean = { $exposed ->
    [one] Nothing unusual in the one charge since { $start }
   *[other] Nothing unusual among { $exposed } charges since { $start }
}
headline-below = { $below ->
    [one] Nothing listed among { $exposed ->
        [one] the one charge
       *[other] { $exposed } charges
    } since { $start }; one was noticed and is probably yours
   *[other] Nothing listed among { $exposed } charges since { $start }; { $below } were noticed and are probably yours
}
headline-clean-but = { $below ->
    [0] Nothing unusual
   *[other] Nothing listed
} among { $exposed ->
    [one] the one charge
   *[other] { $exposed } charges
} since { $start }, but not everything was read: see below
headline-clean-unclear = { $below ->
    [0] Nothing unusual
   *[other] Nothing listed
} among { $exposed ->
    [one] the one charge
   *[other] { $exposed } charges
} since { $start }, but { $unclear ->
    [one] one
   *[other] { $unclear }
} cannot be judged: see below
headline-calm = Nothing to look at first among { $exposed ->
    [one] the one charge
   *[other] { $exposed } charges
} since { $start }; { $calmer ->
    [one] one more is worth a look
   *[other] { $calmer } more may be worth a look
} (--level careful)
headline-findings = { $flagged ->
    [one] 1 charge to look at
   *[other] { $flagged } charges to look at
} ({ $sum }) of { $exposed } since { $start }{ $bands }
headline-bands = { $high ->
    [0] {""}
   *[other] { $medium ->
        [0] { $high ->
            [one] : to look at first
           *[other] : all to look at first
        }
       *[other] : { $high } first, then { $medium }
    }
}
headline-everything = { $exposed ->
    [one] The one charge
   *[other] All { $exposed } charges
} since { $start }
little-history = Too little history to tell: { $charges ->
    [0] no charge
    [one] one charge
   *[other] { $charges } charges
} in { $days ->
    [one] one day
   *[other] { $days } days
} before the breach. What is usual for you cannot be known from that: ordinary purchases may be listed, and unusual ones may not be, so go through every charge yourself as well. Download the statements from before { $before } too, as far back as the card company offers, at least { $least } days, and scan all files together.
little-history-of = Too little history of household { $household } to tell: { $charges ->
    [0] no charge
    [one] one charge
   *[other] { $charges } charges
} in { $days ->
    [one] one day
   *[other] { $days } days
} before the breach. What is usual there cannot be known from that: ordinary purchases may be listed, and unusual ones may not be. Statements from before { $before } help, at least { $least } days of them.
weights-guessed = The order and the bands rest on the authors' judgement; they have not been measured yet.
clean-asked = Looked for: { $asked }.
clean-seen = { $count ->
    [one] Seen: one charge, of { $first }, on { $cards }.
   *[other] Seen: { $count } charges from { $first } to { $last }, on { $cards }.
}
clean-not-seen = Not seen: anything after { $last }, cards of which no file was given, and months that are not among these files. Small charges at shops that you use cannot be told apart from your own.
clean-known-missing = Some of what is missing is known: see below.
clean-again = Look again when the next statement comes.
clean-none-exposed = No charge of these files lies on or after the start of the breach; the last is of { $last }. Download the statements since then.
clean-other-cards = No charge of these files since the start of the breach is on a card that it concerns; charges on other cards were not judged.
clean-no-charges = No charge was read.
evidence = { $count ->
    [one] One charge at the breached company on { $card }, of { $first }: the company may have held this card.
   *[other] { $count } charges at the breached company on { $card }, { $first } to { $last }: the company may have held this card.
}
band-high = look first
band-medium = look
band-low = probably yours
band-unclear = cannot be judged
remark-pending = Pending: it may still change or vanish, and cannot be disputed yet.
remark-may-be-older = Only the posting date is printed: the purchase may be older than the breach.
twin-first = The first of { $count } equal charges.
twin-same-day = One of { $count } equal charges of one day; the statement does not tell which came first.
twin-later = One of { $count } equal charges, { $days ->
    [one] one day
   *[other] { $days } days
} after the first.
charges-summary = { $count ->
    [one] One charge
   *[other] { $count } charges
}, { $sum }, { $days }
section-unclear = What cannot be judged
unclear-group = { $summary }: { $why }.
section-calmed = Unusual at first sight, but explained
calmed-group = { $summary }: { $why }
calmed-hint = What fits needs nothing more. If something does not fit, look at each charge: --level everything.
calmed-confirmed = You have confirmed these merchants as yours.
rows-more = { $count ->
    [one] and one more: --level everything
   *[other] and { $count } more: --level everything
}
household-first = { $household }: { $what }
household-unnamed = no household named
households-without-breach = { $count ->
    [one] For one household no breach is named, so none of its charges was judged
   *[other] For { $count } households no breach is named, so none of their charges was judged
}
households-judged = { $count ->
    [one] One household
   *[other] { $count } households
} judged, each by its own charges alone
tally = { $count ->
    [one] The one charge since the breach: { $parts }.
   *[other] All { $count } charges since the breach: { $parts }.
}
tally-listed = { $count } listed
tally-below = { $count } probably yours
tally-unclear = { $count } that cannot be judged
tally-calmed = { $count } explained
tally-quiet = { $count } with nothing unusual
tally-decided = { $count } decided
reason-silenced = { $what } This does not count here: { $why }
reason-silenced-too = { $what } This does not count here either, for the same reason.
reason-cannot-tell = Not enough to tell: { $missing }.
reason-nearly = Everything holds except { $clause } (here { $here }).
merchant-not-stated = merchant not stated
charge-phrase = { $amount } at { $merchant } on { $date }
check-first = Check first:
item-raw = on the statement: { $raw }
item-named-by = It is connected with the charge of { $other }.
item-cannot-tell = Cannot be judged: { $missing }.
head-number = No.
head-band = Band
head-date = Date
head-amount = Amount
head-merchant = Merchant
head-card = Card
section-timeline = When it was charged
section-read = What was read
section-unread = What was not read
read-statement = { $institution }, { $period }: { $charges ->
    [one] one charge
   *[other] { $charges } charges
}, { $sum }
read-statement-without = { $institution }, { $period }: no charge
read-others = {", "}{ $count ->
    [one] one payment, refund or row without a charge
   *[other] { $count } payments, refunds or rows without a charge
}
read-total-agrees = {"; "}agrees with the printed total of { $printed }
read-total-differs = {"; "}does NOT agree with the printed total: "{ $label }" says { $printed }, the rows make { $computed }
read-accounted = { $rows ->
    [one] One row read
   *[other] { $rows } rows read
}, { $accounted } accounted for.
read-accounted-agrees = { $rows ->
    [one] One row read
   *[other] { $rows } rows read
}, { $accounted } accounted for; the printed totals agree.
read-accounted-differs = { $rows ->
    [one] One row read
   *[other] { $rows } rows read
}, { $accounted } accounted for; printed totals do NOT agree.
demo-orders = The story has an order history, which explains one of them: `postbreach demo --orders` reads it too.
read-file = { $file }: { $format }, { $encoding }; { $rows ->
    [one] 1 row
   *[other] { $rows } rows
} = { $transactions ->
    [one] 1 transaction
   *[other] { $transactions } transactions
} + { $apart } set apart ({ $classes })
read-file-whole = { $file }: { $format }, { $encoding }; { $rows ->
    [one] 1 row, a transaction
   *[other] { $rows } rows, all of them transactions
}
read-medium = This layout is known from descriptions, not from a real file: compare a few rows.
class-transaction = { $count } transactions
class-blank = { $count } blank
class-preamble = { $count } before the table
class-header = { $count } with column names
class-divider = { $count } dividing
class-continuation = { $count } continuing the row above
class-total = { $count } with totals
class-note = { $count } with notes
class-other-table = { $count } of another table
class-rejected = { $count } unreadable
set-apart-transaction = a transaction
set-apart-blank = nothing in the row
set-apart-preamble = comes before the table
set-apart-header = names of the columns
set-apart-divider = announces a card, a holder or a part of the file
set-apart-continuation = belongs to the transaction above
set-apart-total = a printed sum or balance
set-apart-note = words of the issuer
set-apart-other-table = a row of another table
set-apart-rejected = cannot be read
section-gaps = What is missing
gap-months = { $card }: no statement paid in { $months } is among these files.
gap-between = { $card }: no rows between { $from } and { $to }, which is long for this card, and no file covers these days.
gap-since = { $card }: no rows from the start of the breach, { $from }, to { $to }.
gap-after = { $card }: no rows after { $last }.
gap-hides = An absent month hides its charges: download it too. If nothing was charged then, there may be no statement.
bill-agrees = The card bill of { $bill } agrees with the printed total of { $file }.
bill-differs = The card bill of { $bill } does NOT agree with the printed total of { $file }, { $printed }: a part of the statement may be missing.
bill-no-statement = { $count ->
    [one] For one card bill there is no statement with its total among these files
   *[other] For { $count } card bills there is no statement with their total among these files, the latest
}: { $bills }. What they were charged for was not seen here.
closing-no-breach = To see which charges came after a breach, say which: --breach mercari-2017, or a day such as --breach 2017-06-22.
closing-recognise = Most charges that nobody recognises at first are innocent. Go through "check first" and ask your family before you report a charge; then call the number on the back of the card.
closing-explain = `postbreach explain ID FILES…` shows everything about one charge, `postbreach what "LINE"` who may bill under a line.
closing-calmer = { $count ->
    [one] One more charge is probably yours; --level everything shows it.
   *[other] { $count } more charges are probably yours; --level everything shows them.
}
closing-below = --level everything shows what was noticed and is probably yours.
closing-information = This is information, not legal advice. Nothing has left this computer.
title = Charges to look at
tick-legend = What is it?
tick-mine = mine
tick-family = my family's
tick-ask = still to ask
tick-unknown = not recognised

# Pictures

picture-tables = The same as tables
timeline-title = Charges over time ({ $currency }), { $days }
timeline-about = { $count ->
    [one] One charge
   *[other] { $count } charges
} by day and amount; equal steps upwards are equal multiples. { $listed ->
    [0] None of them is in the list of charges to look at
    [one] One of them is in the list of charges to look at
   *[other] { $listed } of them are in the list of charges to look at
}; { $new ->
    [0] none is at a merchant not seen before the breach.
    [one] one is at a merchant not seen before the breach.
   *[other] { $new } are at merchants not seen before the breach.
}
timeline-days = Days
timeline-charges = Charges
timeline-of = { $what } ({ $title })
timeline-start = the exposure starts
timeline-end = the exposure ends
timeline-disclosed = made public
timeline-today = today
timeline-last = { $count ->
    [one] last day to report one of them
   *[other] last day to report { $count } of them
}
timeline-key-charge = a charge
timeline-key-new = at a merchant not seen before the breach
timeline-key-listed = to look at, with its number in the list
timeline-key-both = both: to look at, and not seen before
timeline-key-window = exposure
timeline-key-end = a file ends
timeline-key-last = last day to report
strip-title = { $merchant }: its charges
strip-about = { $count ->
    [one] The only charge of this merchant in this currency
   *[other] { $count } charges of this merchant in this currency
}, { $days }, by day and amount. The ringed mark is the charge of this page.
strip-this = this charge
strip-start = the exposure starts
coverage-title = What the files show, month by month
coverage-about = { $rows ->
    [one] One row
   *[other] { $rows } rows
} of { $cards ->
    [one] one card or account
   *[other] { $cards } cards or accounts
}. { $missing ->
    [0] No month is missing as far as the files can tell.
    [one] In one month something is missing.
   *[other] In { $missing } months something is missing.
}
coverage-key-missing = some days are not in any file
coverage-key-unpaid = the statement paid in this month is not among the files
coverage-key-exposed = since the exposure
head-rows = Rows

# explain, what, breaches, rules

error-rows-not-read = { $count ->
    [one] one row was not read
   *[other] { $count } rows were not read
}
explain-sightings = Where it is on your statements:
explain-merchant = How the line became a merchant:
explain-order = An order of { $date }, { $items ->
    [one] one item
   *[other] { $items } items
}, explains this: { $text } ({ $place })
explain-keys = name: { $name } · family: { $family }
explain-not-exposed = This charge lies before the breach, on another card, or no breach was named: no rule was asked.
explain-finding = Band: { $band }
explain-no-finding = No rule lists this charge.
explain-standing-decided = You have decided about this charge.
explain-unclear = No rule lists this charge, but rules that matter cannot tell.
explain-calmed = No rule lists this charge, because of what is said below.
explain-asked = No rule lists it: it is shown because of what you said of it, or of what came after.
explain-named = It is shown with the charge with which it is connected.
effect-lists = Without this, no rule would list the charge.
effect-raises = Without this, the band would be: { $band }.
effect-lowers = Without this, the band would be: { $band }.
effect-eases = This takes weight away; without it the band would be the same.
effect-adds = Rules without such a remark add weight, but none of them alone decides the band.
explain-facts = What the rules looked at:
explain-fact = { $name } = { $value }: { $meaning }
explain-here = This merchant before the breach:
explain-here-none = no charge before the breach.
explain-here-known = { $count ->
    [one] one charge, of { $first }
   *[other] { $count } charges, { $first } – { $last }
}, median { $median }.
explain-here-since = Since the breach: { $summary }.
explain-near-names = Used before the breach, names that resemble this one:
explain-near-amounts = Used before the breach, usual amounts nearest to this one:
explain-near = { $name }: { $count ->
    [one] one charge
   *[other] { $count } charges
}, median { $median }, last on { $last }
word-cause = cause
outcome-fires = fires
outcome-silenced = silenced
outcome-cannot-tell = cannot tell
outcome-nearly = nearly
outcome-silent = silent
what-known = "{ $raw }" is read as: { $name }
what-unknown = "{ $raw }" is unknown here: nobody has written down who bills under it.
what-steps = How it was read:
what-source = Source: { $source }, checked on { $checked }, confidence { $confidence }.
confidence-high = high
confidence-medium = medium
confidence-low = low
breach-window = From { $start } to { $end }.
breach-since = Since { $start }.
breach-disclosed = Made public on { $date }.
breach-classes = Exposed: { $classes }.
breach-people = Up to { $people } people.
breach-count = { $people }: { $what }
breach-affected = Was I affected?
breach-follows = What follows?
breach-offers = What the company offers
breach-sources = Sources
breach-source = - { $name } (checked on { $checked }): { $says }
breach-confidence = Confidence: { $confidence }.
rule-role-finding = finding
rule-role-building-block = building block
rule-when = It fires when all of this is true:
rule-unless = It is silenced when { $clause }: { $reason }
rule-contexts = Contexts silence it, too: { $list }
rule-context = context
rule-context-when = It silences every finding, and the silence is shown, when all of this is true:
rule-tests = { $count ->
    [one] Its file has one test.
   *[other] Its file has { $count } tests.
}
rule-measured = On the invented statements of { $holders } holders it fired on { $fires ->
    [one] one charge
   *[other] { $fires } charges
}: { $precision } of these were not made by the holder, and these are { $coverage } of all such charges.
rule-never-fired = It fired on none of the invented statements on which it was measured.
rule-weight = Weight: { $weight }
rules-rule = rule
rules-role = role
rules-weight = weight
rules-fires = fired
rules-precision = not the holder's
rules-coverage = of all such
rules-guess = ({ $weight })
rules-measured = Measured on { $on } on invented statements of { $holders } holders: on how many charges a rule fired, what share of these the holder did not make, and what share of all such charges they are. On your own statements this may be different. A weight in parentheses is the author's guess.
rule-tests-run = { $passed } passed, { $failed } failed
word-passed = passed
word-failed = FAILED

error-bad-rule = the rule { $rule } does not hold: { $cause }
    .rule = { $clause }
    .help = `postbreach rules test` runs its own tests

layout-sure = How sure: { $sure ->
    [high] high (a real file, or a parser of real files, was read)
   *[other] medium (known from descriptions: compare a few rows)
}; last seen so: { $seen }
layout-fact = Known from: { $fact }
layout-source = { $source ->
    [card] a card's statement
    [account] an account that carries card charges
    [aggregate] a household app that gathers several sources
    [wallet] a wallet that charges a card
   *[detail] details that explain rows of another file
}
layout-country = country: { $code }
layout-kind = read as { $kind }
layout-currency = amounts in { $code } unless a column says otherwise
layout-recognised = Recognised by { $by }
layout-generation = Another generation, recognised by { $by }
layout-header = the header { $cells }{ $more ->
    [yes] {" and whatever follows"}
   *[no] {""}
}
layout-optional = {", which may also have "}{ $cells }
layout-any-order = in any order
layout-stop = {". "}
layout-nameless = (no name)
layout-or = {" or "}
layout-syntax = by the kind of file alone
layout-rows = { $place ->
    [First] the first row: { $what }
    [Any] at least one of the first rows: { $what }
   *[Every] every row: { $what }
}
layout-fields = { $count ->
    [one] one cell
   *[other] { $count } cells
}
layout-like = { $column } is like { $pattern }
layout-says = { $column } says { $words }
layout-always = always
layout-column = "{ $name }"
layout-cell = cell { $number }
layout-cell-from-end = cell { $number } from the end
layout-delimiter = { $name ->
    [comma] comma
    [semicolon] semicolon
    [tab] tab
    [point] point
   *[other] { $name }
}
layout-written = Encoding: { $encodings }; between the cells: { $delimiters }; decimal mark: { $decimal }
layout-dates = Dates are written { $dates }
layout-positive = A purchase is positive in { $columns }
layout-negative = A purchase is negative in { $columns }
layout-sides = What adds to the amount owed is in { $debit }, what lowers it in { $credit }
layout-flag = The amount in { $columns } counts by { $flag }: what adds to the amount owed ({ $debit }), what lowers it ({ $credit })
layout-evidence = The rows of a file may overrule { $what ->
    [Sign] the sign
    [DateOrder] the order of day and month
   *[Decimal] the decimal mark
}: { $by ->
    [Kind] by the kinds that they print
    [Payments] by rows worded as payments
    [Majority] because most rows are charges
   *[Fit] by what leaves fewer rows unreadable
}; if they cannot tell, it is a question
layout-part = { $part ->
    [amount] the foreign amount
    [currency] the currency
    [rate] the rate
    [date] the date
    [country] the country
    [card] the card
    [holder] the holder
    [merchant] the merchant
    [reference] the reference
    [part] the part that the card paid
    [n] the instalment's number
   *[m] the number of instalments
}
layout-pulled = Taken out of { $column }: { $parts }
layout-status = { $status ->
    [pending] A charge not yet posted
    [declined] Declined, so no charge
    [reverted] Reverted, so no charge
   *[authorisation] An authorisation alone, so no charge
}: where { $when }
layout-apart = No transaction ({ $class }): where { $when }
layout-total = A printed total that is checked ({ $class }): where { $when }
identified = { $file }: { $layout } ({ $encoding }, { $delimiter })
identified-header = the header on line { $line }: { $cells }
identified-row = { $what } (line { $line }: { $here })
months-head = { $institution }: statements to download
months-how = How: { $how } (checked on { $checked })
months-kept = The issuer serves { $count ->
    [one] one month
   *[other] { $count } months
}.
months-unknown = How long this issuer serves statements is not known: download everything it offers, oldest first.
month-unknown = Download: { $months }
month-served = Download as well: { $months }
month-last = Download first: { $months }, the next to disappear, when the next month begins
month-gone = No longer served: { $months }; look for a saved file or paper, or ask the issuer

# A case

verdict-mine = mine
verdict-family = my family's
verdict-unsure = not sure yet
verdict-not-recognised = not recognised
verdict-not-mine = not ours
verdict-wrong = ours, but wrong
verdict-with-fault = { $verdict }: { $fault }
fault-duplicate = charged twice
fault-amount = another amount than agreed
fault-cancelled = cancelled, and charged all the same
fault-not-received = not received
fault-credit-missing = a promised credit is missing
fault-other = see the note
standing-open = open
standing-changed = the amount has changed since: open again
standing-due = the day to ask again is past: open again
standing-decided = decided
decided-count = { $verdict } ({ $count })
decided-not-listed = { $count ->
    [one] 1 charge is decided and therefore not listed: { $parts }.
   *[other] { $count } charges are decided and therefore not listed: { $parts }.
}
headline-decided = Nothing is left to look at among { $exposed ->
    [one] the one charge
   *[other] { $exposed } charges
} since { $start }
explain-decided = You said “{ $verdict }” ({ $when }): { $state }.
remark-unsure = You were not sure of it yet.
remark-changed = You decided “{ $verdict }” when it was { $amount }; the amount is another one now.
remark-due = You decided “{ $verdict }” until { $until }; that day is past.
remark-note = { " " }Your note: { $note }

decide-reaches = { $count ->
    [one] This decides 1 charge ({ $sum }): { $verdict }.
   *[other] This decides { $count } charges ({ $sum }): { $verdict }.
}
sure = Go on? (y/n)
decided = Saved: { $charge } – { $verdict }
undone = Undone: { $what }
redone = Redone: { $what }
log-of-charge = { $charge } – { $what }
log-undone = { $what } (undone)
log-replaced = card { $card } has the new number { $new } since { $day }
log-breach = breach recorded: { $name }
log-breach-removed = breach removed: { $name }
log-until = , until { $day }
log-registered = { $name } has the new number
log-undo = undid { $numbers }
log-redo = redid { $numbers }
log-forget = forgot { $rows ->
    [one] 1 row
   *[other] { $rows } rows
}, and the content of { $entries ->
    [one] 1 entry
   *[other] { $entries } entries
}
log-whole = The log is whole: { $entries ->
    [one] 1 entry
   *[other] { $entries } entries
}; the content of { $erased } was erased. Its end is { $head }
log-added = { $count ->
    [one] 1 entry was added.
   *[other] { $count } entries were added.
}

typed-rows = typed rows
import-known-file = { $file }: the case has this file already; nothing was changed.
import-read-again = { $file }: the case had this file; it was read again with the new answers.
import-did = { $files ->
    [one] 1 new file
   *[other] { $files } new files
}: { $new ->
    [one] 1 new charge
   *[other] { $new } new charges
}, { $known } already known, { $posted } pending before and now posted.
import-would = Nothing was written. It would be { $files ->
    [one] 1 new file
   *[other] { $files } new files
}: { $new ->
    [one] 1 new charge
   *[other] { $new } new charges
}, { $known } already known, { $posted } pending before and now posted.
import-new = New:
import-posted = Pending before, now posted:
typed-refused = Nothing was saved: correct what is named above and type all rows again.
import-ephemeral = Nothing of this was kept.
list-more = … and { $count } more

status-holds = { $files ->
    [one] 1 file
   *[other] { $files } files
}, { $rows ->
    [one] 1 row
   *[other] { $rows } rows
} = { $transactions ->
    [one] 1 transaction
   *[other] { $transactions } transactions
} + { $apart } set apart; { $charges ->
    [one] 1 charge
   *[other] { $charges } charges
}.
status-household = Household { $household }: { $holds }
status-breach = Breach: { $breach }.
status-breach-cards = { $title } (cards { $cards })
status-no-breach = No breach is named yet: no charge is judged. Name it with import --breach.
status-new = { $count ->
    [one] 1 charge came with the last import, whatever its date:
   *[other] { $count } charges came with the last import, whatever their dates:
}
status-open = { $count ->
    [one] 1 charge to look at:
   *[other] { $count } charges to look at:
}
status-reported = { $count ->
    [one] 1 charge that you do not accept:
   *[other] { $count } charges that you do not accept:
}
status-elsewhere = { $count ->
    [one] 1 decision is on a charge that the case does not have.
   *[other] { $count } decisions are on charges that the case does not have.
}
status-unread = { $file }: { $rejected ->
    [one] 1 row
   *[other] { $rejected } rows
} could not be read, { $questions ->
    [one] 1 question is
   *[other] { $questions } questions are
} open. Import it again with --read.
head-month = Month
head-files = Files
head-charges = Charges
head-sum = Sum
head-open = To look at
head-own = Ours
head-reported = Not accepted

forget-card = This removes every row of the card { $card }, and what you decided on them, for good.
forget-file = This takes { $file } out of the case, with its rows and what you decided on charges that no other file shows, for good.
forget-everything = This removes everything that the case holds, for good.
would-forget = To be removed: { $rows ->
    [one] 1 row
   *[other] { $rows } rows
} ({ $files ->
    [one] 1 whole file
   *[other] { $files } whole files
}), { $charges ->
    [one] 1 charge
   *[other] { $charges } charges
}, and the content of { $entries ->
    [one] 1 entry
   *[other] { $entries } entries
} of the log.
forgotten = Removed: { $rows ->
    [one] 1 row
   *[other] { $rows } rows
} ({ $files ->
    [one] 1 whole file
   *[other] { $files } whole files
}), { $charges ->
    [one] 1 charge
   *[other] { $charges } charges
}, and the content of { $entries ->
    [one] 1 entry
   *[other] { $entries } entries
} of the log. The digests of the log stay, so that it can still be verified.
forgotten-mentions = { $mentions ->
    [one] 1 row of another card prints these digits, and stays.
   *[other] { $mentions } rows of other cards print these digits, and stay.
}
forgotten-trimmed = { $trimmed ->
    [one] 1 file also holds other cards: what it says beside its rows (printed totals, notices, questions) was removed with them.
   *[other] { $trimmed } files also hold other cards: what they say beside their rows (printed totals, notices, questions) was removed with them.
}
forgotten-elsewhere = Statements, backups and exported logs are files of your own: remove them yourself.
backup-made = The case was copied to { $file }.
restored = { $file } is the case now; it holds { $decisions ->
    [one] 1 decision
   *[other] { $decisions } decisions
}.

error-files-and-case = files and a case were named at once
    .help = name files to look at them alone, or a case; `import` brings files into a case
error-no-case-named = no case was named, and no file
    .help = name a case with --case FILE, or in POSTBREACH_CASE; `scan` also takes statements
error-no-case = there is no case here
    .help = `import` makes one
error-not-a-case = this file is no case
    .help = name another file; if it was one, it is damaged: make it anew from your last backup with `restore`
error-case-newer = this case was made by a later release (schema { $found }; this release knows { $known })
    .help = install the later release; the case was not touched
error-case-damaged = the case is damaged
    .rule = { $cause }
    .help = keep the file as it is, and make a case under another name from your last backup with `restore`
error-case-altered = the case was changed by something other than this program, such as a failing disk
    .help = what is shown may differ from your statements. Keep the file as it is, and make a case under another name: from your last backup with `restore`, or by importing the statements
error-case-busy = the case is in use by another program
    .rule = { $cause }
    .help = nothing was changed; close the other window or try again
error-case-disk-full = the disk is full
    .rule = { $cause }
    .help = nothing of this was saved; what was saved before is safe. Free some room and try again
error-case-read-only = the case cannot be written
    .rule = { $cause }
    .help = nothing of this was saved; check the rights of the file and its folder, or copy the case elsewhere
error-case-not-opened = the case cannot be opened
    .rule = { $cause }
    .help = check the rights of the file and its folder
error-case-not-made = the case cannot be made
    .rule = { $cause }
    .help = check that the folder is there and can be written
error-case-failed = the case cannot be used
    .rule = { $cause }
    .help = nothing was changed; try again, and check the disk if it happens again
error-case-exists = there is such a file already
    .help = name another one; `restore --yes` puts a copy in its place
error-case-leftover = beside the new case lies the rest of one that is gone, a file whose name ends with -wal
    .help = it may hold decisions of that case: put the case back beside it, or delete both it and the file ending with -shm
error-forget-unfinished = the rows are no longer in the case, but their bytes are still on the disk
    .rule = { $cause }
    .help = close the other windows that use the case, then give the same command once more
error-stale-decision = this was decided meanwhile in another window
    .help = nothing was changed; look at it again, then decide
error-stale-case = statements came into the case meanwhile
    .help = nothing was changed; look again at what the decision reaches
error-log-broken = the log is not whole: entry { $number } was changed ({ $part ->
    [missing] an entry is missing
    [content] its content
    [end] the end is another one
   *[chain] the chain
})
    .help = the entries before it are as they were written; compare with a backup
error-log-differs = this log and the case's went different ways
    .help = only a log that begins with all of the case's own entries can be added
error-bad-log-line = this is no line of an exported log
    .rule = { $cause }
error-unknown-verdict = "{ $value }" is no answer
error-unknown-scope = "{ $value }" is no scope
error-unknown-order = "{ $value }" is no order
error-ambiguous-charge = several charges have ids that begin with "{ $value }"
    .help = type more of the id
error-no-such-charge = no charge of the case has the id "{ $value }"
    .help = `status` and `scan` print the ids
error-scope-of-own = only "mine" and "family" can reach more than one charge
    .help = decide the others one by one, or name several ids
error-needs-yes = this was not confirmed, so nothing was changed
    .help = say --yes, or answer on a terminal
error-nothing-to-undo = there is nothing to undo
error-nothing-to-redo = there is nothing to redo
error-unknown-file = the case has no file { $value }
error-unknown-card = the case has no card { $value }
    .help = it has { $known }
error-several-households = these rows are of several households: { $known }
    .help = a case holds one household: keep one case for each
error-said-other-household = these statements are said to be of the household { $value }, and the case is of { $known }
    .help = name the case of that household with --case; `import --household NAME` without files gives this one another name
error-other-household = these rows are of the household { $value }, and the case is of { $known }
    .help = keep another case for them
# deadlines

deadline-open = Report as soon as you are sure; do not wait for a last day.
deadline-not-breach = No day here is counted from the breach.
deadline-states = { $source }, read on { $checked }, states: { $states }.
deadline-unread = Not read in the source itself: { $states }.
deadline-length-days = { $count ->
    [one] one calendar day
   *[other] { $count } calendar days
}
deadline-length-business-days = { $count ->
    [one] one business day
   *[other] { $count } business days
}
deadline-length-months = { $count ->
    [one] one month
   *[other] { $count } months
}
deadline-length-month-ends = { $count ->
    [one] the end of the next month
    [2] the end of the second month
   *[other] the end of month { $count }
}
deadline-length-cycles = { $count ->
    [one] one complete billing cycle
   *[other] { $count } complete billing cycles
}
deadline-way-after = Count: { $length } after { $event }.
deadline-way-before = Count: { $length } before { $event }.
deadline-way-back-from-report = Count: { $length } back from the day of the report; { $event } must lie among them. Every day of waiting moves them on by a day.
deadline-most = At most { $days } calendar days.
deadline-first-day = That day is counted as the first, to be on the safe side.
deadline-no-day = Nothing is counted: no fixed day is stated.
deadline-event-charge = the day of the purchase
deadline-event-debit = the day on which the account was debited
deadline-event-statement-sent = the day on which the first statement that shows the charge was sent
deadline-event-statement-notified = the day on which you were told of the statement that shows the charge
deadline-event-learned = the day on which you learned of the loss
deadline-event-report = the day on which the card company received your report
deadline-event-written-report = the day on which the card company received your letter
deadline-event-explanation = the day of the card company's explanation
deadline-event-draw = the next automatic payment
deadline-event-none = no event
deadline-notice-written = By then a written notice must have arrived, not merely been sent.
deadline-notice-received = By then the notice must have arrived, not merely been sent.
deadline-notice-sent = By then the notice must be on its way; better still, there.
deadline-notice-spoken = A report by telephone counts.
deadline-role-report = you report the charge
deadline-role-holder = you do something more
deadline-role-issuer = the card company answers
deadline-role-bank-limit = your bank's limit, not yours
deadline-trust-stated = The source was read.
deadline-trust-stand-in = The terms of this card company were not read: ask it. The count that ends earliest in this country is shown here.
deadline-trust-unsure = Not certain: no text that states it was read. Ask.
deadline-trust-old = It was read long ago and may have changed. Ask first.
deadline-was = It was { $length } when it was read on { $checked }, more than { $months } months before { $today }; ask first.
deadline-product-credit = credit card
deadline-product-debit = debit card
deadline-product-prepaid = prepaid card
deadline-product-business = card of a business
deadline-holds = Applies to: { $products }; { $countries }. Kind: { $role }.
deadline-anywhere = any country
deadline-only-lost = Only for a card that was lost or stolen.
deadline-ends = What ends then
deadline-stays = What does not end then
deadline-late = If that day has passed
deadline-sure = How sure: { $confidence }.
deadline-last-known = Last day: { $date }, counted from { $from }: { $event }.
deadline-last-earliest = Safe last day: { $date }. It is counted from { $from }, because { $event } is not known; it cannot have been earlier. Once you name that day, the last day may be later.
deadline-last-bank = Your bank's limit may end on { $date }; it is not your last day.
deadline-last-issuer = Expect it by { $date }, counted from { $from }: { $event }.
deadline-last-missing = Not counted: { $event } is not known.
deadline-over = That day has passed.
deadline-post-by = Post a letter by { $date }: it must arrive in time, and { $days } days in the post are an assumption.
deadline-post-late = A letter by ordinary post may come too late for that: send it today by a faster way that the card company takes, such as express mail, fax or its own form, and ask it whether that counts.
deadline-first = The first deadline is { $date }: { $title }.
deadline-first-earliest = The first deadline is { $date } or later: { $title }. The day it is counted from is not known, so keep to { $date }.
deadline-first-stand-in = To be safe, report by { $date }. The terms of this card company were not read: ask it until when a charge can be reported. The day is counted by the shortest terms known: { $title }.
deadline-first-over = The first deadline was { $date }: { $title }. Report all the same, today.
deadline-first-next = The deadlines that are still open end from { $date } on.
deadline-told = All of these charges are reported: the deadlines counted here ask nothing more of you. Watch for the answer.
deadline-none-named = No last day can be named for this card. Report today, and ask the card company until when a charge can be reported.
deadline-waiting = If you report { $when }: { $charges ->
    [0] no charge is in time for its first deadline any more
    [one] one charge is in time for its first deadline, { $sums }
   *[other] { $charges } charges are in time for their first deadline, { $sums }
}
deadline-on-day = on { $date }
deadline-today = today
deadline-tomorrow = tomorrow
deadline-report-by = If none of this explains it, report it as soon as you are sure. The last day may be as early as { $date }{ $told }.
deadline-report-over = If none of this explains it, report it all the same: the last day may already have been { $date }{ $told }.
deadline-report-told = { " " }(`postbreach deadlines show { $id }`)
deadline-ask-country = Say in which country the card was issued (--country): without it, none of the days that hold there is counted.
deadline-ask = Say when the statement came out (--statement-day or --statement-date) for a count from the day itself.

error-bad-statement-day = "{ $value }" is no day of the month, and no list of days
    .help = write a day of the month such as 20, or days such as 2026-10-20, 2026-11-20
error-unknown-product = "{ $value }" is no kind of card
    .help = one of: credit, debit, prepaid, business
error-unknown-deadline = there is no deadline "{ $value }"
    .help = `postbreach deadlines list` lists them

error-no-charge-date = nothing can be counted without a date of the charge
    .help = give --charge-date, or --posting-date where only the posting date is printed

# disputes

reason-not-mine = I did not make or authorise this charge.
reason-not-recognised = I do not recognise this charge.
reason-unsure = I do not know yet what this charge is.
reason-duplicate = I was charged twice for one purchase.
reason-amount = The amount is not what I agreed to.
reason-cancelled = I had cancelled before this charge.
reason-not-received = I have not received what I paid for.
reason-credit-missing = A credit that I was promised has not come.
reason-other = Something else is wrong with this charge.
letter-not-mine = charges that are not mine: the card is to be stopped
dispute-not-mine-replaced = charges that are not mine, on a number that has not been used since { $date }
letter-wrong = charges that are wrong: the card stays in use
letter-query = charges I ask about, without a claim
missing-card = the last four digits of the card
missing-holder = the name printed on the card
missing-transaction-date = the date of the purchase
missing-posting-date = the posting date
missing-reference = the reference on the statement
missing-twin = date and reference of the valid charge
missing-dealt-before = whether you dealt with this shop before
missing-possession = whether you still have the card
missing-merchant-asked = when you asked the shop, and its answer
missing-disputed = how much of it is disputed
missing-note = what happened, in your words
possession-held = I have the card.
possession-lost = The card was lost.
possession-stolen = The card was stolen.
dispute-list = Disputed charges
dispute-card = { $issuer }, card ending in { $card }
dispute-number = No.
dispute-date = Date
dispute-line = As printed on the statement
dispute-amount = Amount
dispute-says = Reason
dispute-posted = posted { $date }
dispute-reference = ref. { $reference }
dispute-part = { $disputed } of { $amount }
dispute-twin = The valid charge is that of { $date }.
dispute-twin-reference = The valid charge is that of { $date }, ref. { $reference }.
dispute-dealt-yes = I have dealt with this shop before.
dispute-dealt-no = I have never dealt with this shop.
dispute-asked = I asked the shop on { $date }.
dispute-asked-answer = I asked the shop on { $date }; it answered: { $answer }
dispute-cancelled = I cancelled on { $date }.
dispute-attached = Attached: { $papers }
dispute-sum = Together: { $sums }
dispute-booked = Posted charges
dispute-pending = Pending charges: they cannot be disputed yet. Mention them, and look again when they are posted.
dispute-missing = Not known yet
dispute-page = Page { $page } of { $pages }
dispute-recognise = Before you dispute
dispute-checked = No. { $number }, checked: { $checked }
dispute-check = { $check } (No. { $numbers })
dispute-stops-card = A claim of this kind stops the card. A stopped card cannot be used again, and regular payments on it have to be registered with the new one.
dispute-name-card = The statement does not print the last four digits of the card. To name it, import the statement once more:
wanted-country = In which country was the card issued ({ $card })? The days that hold there can only be counted when you say its two-letter code, such as US, JP or DE.
wanted-product = Which kind of card is it ({ $card }): credit, debit, prepaid, or one of a business? Until you say, the days of each kind are counted, and the first to end is named.
dispute-holder = Name on the card: { $holder }
dispute-rests = Where the days come from
wanted-statement-day = On which day of the month does the statement come out ({ $card })? With that day the count starts from the statement; without it, from the earliest day on which one can have come out.
step-done = Done: { $step }
step-done-on = Done on { $date }: { $step }
wanted-payment-day = Is the bill paid automatically ({ $card })? Then on which day: the last day to stop the next payment is counted from it.
dispute-log-of = { $line } (No. { $numbers })
dispute-overdue = { $title }: it was due by { $date }. { $states }
dispute-event-last = Last day to report { $count ->
    [one] a charge
   *[other] { $count } charges
}, card { $card }
dispute-event-safe = Report { $count ->
    [one] a charge
   *[other] { $count } charges
} by today at the latest, card { $card }
dispute-event-post = Post the letter today, card { $card }
dispute-event-holder = Last day, card { $card }: { $title }
dispute-event-issuer = An answer is due, card { $card }: { $title }
dispute-event-statement = Download the next statement, card { $card }
dispute-event-statement-about = Import it: the refund may be on it. Look at two statements, since a refund can be taken back.
dispute-event-offer = Last day of what the company offers: { $breach }
dispute-line-of = { $amount } · { $line } · { $date }
dispute-check-first = Check first, and write down what you found:
dispute-was-checked = Checked: { $checked }
dispute-sure = Look at each line once more: is it as you say?
dispute-none = No charge is to be reported: decide some first (`postbreach decide`).
dispute-none-reported = No charge was reported yet: write down when you did (`postbreach dispute mark`).
dispute-written = Written: { $file }
way-letter = letter
dispute-mark-it = When it is sent, write that down: { $command }

error-bad-letter = the letter cannot be made: { $cause }
    .help = mend the template, or take your own away: then the shipped one is used

error-unmade-file = the { $shape } cannot be made: { $cause }

error-not-so-written = the { $paper } cannot be written as { $value }
    .help = a letter, a call sheet and a follow-up are pdf, html or md; the list is also csv, xlsx or json

error-several-papers = there are { $count } papers, one for each card and each thing asked for, and they cannot go into one
    .help = name a file with --output, or the charges of one card that ask for the same
error-binary-to-terminal = { $value } is no text for a terminal
    .help = name a file with --output
error-unknown-ending = nothing can be written as "{ $value }"
    .help = end the name of the file with .pdf, .html, .md, .csv, .xlsx or .json

error-nothing-booked = no charge on the card { $card } is posted yet, so there is nothing to put in a letter
    .help = mention the pending charges on the telephone, and make the letter when they are posted

# After the decision: disputes

stage-unreported = not reported yet
stage-reported = reported
stage-acknowledged = the report was acknowledged
stage-part = a part came back
stage-refunded = refunded
stage-refused = refused
stage-closed = refunded and closed
step-reported = reported on
step-acknowledged = acknowledged on
step-refunded = refunded on
step-refused = refused on
answer-none = (no answer)
key-possession = where the card is
key-dealt-before = dealt with the merchant before
key-merchant-asked = the merchant was asked on
key-merchant-answer = what the merchant answered
key-twin = the day of the valid charge
key-cancelled-on = cancelled on
key-twin-reference = the reference of the valid charge
key-lost-on = learned of the loss on
key-reference = the reference on the statement
key-disputed = disputed of it
key-happened = what happened
key-papers = papers that go with it
key-checked = checked first
said-mine = answered: mine
said-family = answered: made in the family
said-not-mine-said = answered: not ours
said-unknown = answered: unknown
because-confirmed = you said so
because-equal = merchant, card and amount are equal, and it is later
because-same-day = merchant, card and amount are equal, but it is of the same day
because-provisional = it is for the time being, or pending, and may be taken back
because-wording = the amount is equal, and the card company credits it in its own words
because-other-card = merchant and amount are equal, but the card is another
because-part = merchant and card are equal, but the amount is only a part
because-more = merchant and card are equal, but the amount is larger: it may be for several charges, or at another exchange rate
credit-is = The credit of { $amount } of { $day } ({ $raw }) is its refund: { $why }.
credit-taken-back = It was taken back on { $day } ({ $raw }), so it does not count. Ask the card company why.
credit-may-be = This credit of { $amount } of { $day } ({ $raw }) may be its refund: { $why }. To confirm: { $mark }
raised-rebilled = Charged again after a refund: { $charge }. The refund was of { $of }. Ask the merchant whether it is a new order of yours before you report it.
raised-taken-back = The line says that a refund was taken back: { $charge }. The refund was of { $of }. Ask the card company why.
raised-old-number = A charge on a number that was replaced on { $day }: { $charge }. Card companies pass new numbers on to merchants with regular charges, and a purchase may be posted late; otherwise ask the card company.
status-disputes = { $count ->
    [one] 1 dispute:
   *[other] { $count } disputes:
}
head-currency = Currency
head-disputed = Disputed
head-refunded = Refunded
head-refused = Refused
import-disputes = Disputes that this import speaks of:
marked = Saved: { $what }
error-charge-pending = the charge { $value } is pending: it may still change or vanish, and cannot be disputed yet
    .help = wait until it is posted, and import the statement then
error-not-decided = the charge { $value } is not decided as one that you do not accept
    .help = decide it first: decide --not-mine or --wrong
error-not-asked = nobody was asked about the charge { $value } yet
    .help = print `ask`, record the answer with `ask --answer`, or decide it --not-mine when you are sure
error-wrong-step = "{ $step }" cannot follow here ({ $last ->
    [none] the charge is not reported yet
   *[other] the last step is "{ $last }"
})
    .help = steps go reported, acknowledged, refunded or refused; a letter after a call is reported once more, `--via letter`; undo takes the last one back
error-before-last-step = { $value } lies before { $last }, the day of the charge or of its last step
    .help = check the day; undo takes the last step back
error-refund-too-large = { $value } is more than was charged ({ $known })
    .help = name what is disputed, or what came back in this refund alone
error-amount-of-several = one amount was named for several charges
    .help = mark them one by one
error-bad-amount-option = cannot read "{ $value }" as a positive amount
    .help = write it such as 18.40
error-date-in-future = { $value } is after { $today }
    .help = write down what has happened
error-unknown-step = "{ $value }" is no step of a dispute
error-unknown-key = "{ $value }" is no question that is kept
    .help = these are: { $known }
error-bad-answer = "{ $value }" is no answer to { $key }
    .help = it takes: { $takes }
error-unknown-reply = "{ $value }" is no answer
    .help = one of: mine, family, not-mine-said, unknown

# After the decision: cards, regular charges, questions, profile

recurring-title = Regular charges to register with a new card number
recurring-intro = These merchants charge the card regularly. Give each the new number, then tick it.
recurring-none = No regular charges were found in these statements.
recurring-how = To tick one: `postbreach recurring --done NAME`. Dates to come are estimates from the gaps so far. Yearly charges show only when the statements reach back far enough.
recurring-cadence = { $cadence ->
    [weekly] weekly
    [monthly] monthly
    [yearly] yearly
   *[other] { $cadence }
}
recurring-early = { $cadence } (few so far)
recurring-change = from { $before } to { $after } on { $day }
recurring-seen = already charged on the new number
head-done = Done
head-cadence = How often
head-last = Last
head-next = Next, about
head-change = Remarks
head-raw = As printed on the statement
head-id = ID
head-answer = Answer
ask-title-family = Do you know these charges?
ask-title-merchant = A question about charges at { $name }
ask-title-issuer = A question about charges on { $name }
ask-intro-family = These charges are on a card that we share. Please say for each whether you made it; a shop may bill under another name than its own. Nobody is to blame for a purchase.
ask-intro-merchant = I have found these charges on my card statement and would like to know what they are for. Please tell me for each what was ordered, when, and under which name. I am only asking.
ask-intro-issuer = I would like to know what these charges are. Please tell me for each the merchant's full name, its place and telephone number, and how the card was used. I am only asking; this is not a dispute.
ask-answer-family = ☐ mine  ☐ not mine  ☐ don't know
ask-answer-merchant = ____________________
ask-answer-issuer = ____________________
ask-nothing = No charge is in question.
ask-record = Write down each answer: postbreach ask --answer ID mine|family|not-mine-said|unknown --on DATE
ask-propose = This decides nothing yet. To decide: { $command }
field-name = Name
field-address = Address
field-phone = Telephone
field-jurisdiction = Country whose rules apply
field-product = Kind of card
field-statement-day = Day of the statement
field-payment-day = Day of the automatic payment
origin-card = said of this card
origin-all = said of every card
origin-layout = from the layout of its statements
origin-unknown = not known
profile-line = { $name }: { $value } ({ $from })
profile-line-empty = { $name }: { $from }
profile-saved = Saved.
error-bad-new-number = the new number is not four digits that differ from the old ones
    .help = type its last four digits only
error-unknown-recurring = no merchant with regular charges is named "{ $value }"
    .help = these are: { $known }
error-card-number = it holds a whole card number, and is not kept
    .help = leave it out, or type its last four digits
error-bad-profile = "{ $value }" does not fit { $field }
    .help = it takes: { $takes }
error-unknown-field = "{ $value }" is nothing that a profile keeps
error-unknown-whom = "{ $value }" is nobody to ask

# the page

review-opened = The page is open in your browser, on this computer alone. It ends when you press Quit there, or Ctrl-C here.
review-not-opened = No browser could be opened. Open this address on this computer, once: { $address }
review-ended = The page has ended.
error-page-not-served = the page cannot be served: { $cause }
error-page-not-understood = the page did not understand what the browser sent
    .help = go back, load the page again, and repeat what you did
error-page-too-much = too much was sent at once, so nothing of it was read
    .help = { $files } files and { $megabytes } MB can be dropped at once: take fewer, or download a shorter time
error-page-form-old = this form comes from an earlier run of the page, so nothing was changed
    .help = load the page again, then repeat what you did
error-page-nowhere = there is no such page
error-page-outdated = the case was changed since this page was shown, perhaps in another window, so nothing was changed now
    .help = go back, load the page again, and see how it stands
error-no-case-open = no case is open
web-refused = postbreach: refused. Only the browser that the program opened may look at this page. End the program and start it again for a new address.
web-skip = To the content
web-large = Large type
web-veiled = Blur names and sums
web-quit = Quit
web-foot = Nothing leaves this computer. This is information, not legal advice.
web-problem = That did not work
web-problem-kept = What you decided so far is kept.
web-back-start = To the beginning
web-start = After a data breach: whose charges are these?
web-quit-title = Finished for now
web-quit-ended = postbreach has ended. You can close this window.
web-counts = { $open ->
    [one] 1 charge to look at
   *[other] { $open } charges to look at
}{ $bands } · { $done } of { $all } done
web-steps = Steps
web-step-files = Files
web-step-breach = Breach
web-step-recognise = Look through
web-step-worklist = Decide
web-step-papers = Papers
web-step-follow = Follow-up
web-undo = Undo
web-redo = Redo
web-menu = More
web-keys = Keys
web-log = Record
web-close = Close
web-key-move = next, previous
web-key-select = tick this one, to decide several at once
web-key-decide = mine, family, not sure yet, not ours
web-key-wrong = ours, but wrong
web-key-explain = everything about this charge
web-key-search = search
web-key-undo = undo, redo
web-start-lead = You have the statements of your card, one evening, and worry. Here you go through the charges after the breach calmly: most that nobody recognises at first turn out to be one's own. What is left, you take away as a list and a sheet to read out on the telephone, with the last day to report.
web-first = Before anything else
web-first-lock-title = Are there still new charges?
web-first-lock = Then lock the card first: in the card company's app, or by calling the number on the back of the card. This page can wait.
web-first-unplug = Nothing leaves this computer. You may unplug the network now, and everything here still works.
web-continue-open = A case is open
web-ephemeral-open = Nothing of it is kept.
web-continue = Continue
web-new = Begin
web-new-about = For one person, or one household. Everything is saved as you go; you can leave at any time and come back.
web-new-name = A name for it, such as yours
web-new-where = It is saved in
web-new-start = Begin
web-resume = Continue
web-resume-about = Begun on this computer before, the latest first:
web-resume-none = Nothing was begun on this computer before.
web-resume-other = A case in another place
web-resume-path = The whole name of the file, with its folders
web-nothing = Keep nothing
web-nothing-about = For a computer that is not yours, or for a first look. Everything stays in memory and is gone when you press Quit.
web-nothing-start = Begin without keeping anything
web-demo = Look at an example first
web-demo-about = An invented woman in Seattle, her two cards, and the breach of an invented bookshop. Nothing of it is kept.
web-demo-start = Show the example
web-demo-orders-about = The people of this story looked into the order history of the shop. Add it, and see what it explains.
web-demo-orders = Add the order history
web-what = What is this line?
web-what-about = A line as your statement prints it
web-what-ask = Explain
web-idle = The page ends by itself when nobody uses it for { $hours ->
    [one] an hour
   *[other] { $hours } hours
}.
web-files = Your statements
web-files-lead = Download the statements from before and after the breach from your card company's site, as CSV if you can. Older ones tell what is usual for you.
web-drop = Choose your files
web-drop-here = or drop them anywhere on this page
web-drop-read = Read them
web-drop-about = CSV, Excel, OFX, QIF, bank XML, or a ZIP of these; up to { $most } at once. They are only read, never copied.
web-paper = Only on paper, or as PDF?
web-type = Type the charges
web-failed = Not read
web-read = What was read
web-answer-mdy = month first
web-answer-dmy = day first
web-answer-ymd = year first
web-answer-positive = purchases are written as they are
web-answer-negative = purchases are written with a minus
web-answer-other = something else:
web-answer-save = That is right
web-answer-drop-again = To answer, drop this file here again: statements are not kept, only their rows.
web-rejected = { $count ->
    [one] one row could not be read
   *[other] { $count } rows could not be read
}
web-details = How it was read
web-coverage = Which months are here
web-next-breach = Next: what was exposed?
web-next-worklist = To the charges to look at
web-next-recognise = Look through everything
web-next-papers = To the papers
web-next-follow = After the report
web-type-lead = One charge a line, as the statement prints it. From one to { $most }; empty lines are left out.
web-type-currency = Currency
web-type-card = Last four digits of the card, if you like
web-type-date = Date
web-type-text = Shop, as printed
web-type-amount = Amount
web-type-hint = Never type a whole card number. Money that came back is written with a minus before it. A mistake can be taken out again under “Files”.
web-type-save = Take these charges
web-type-more = more lines
web-breach = What was exposed?
web-breach-answer = What that means for you
web-breach-lead = Take the letter or the mail in which the company told you, and say what it says. If it does not say something, leave it open.
web-breach-which = Is it one of these?
web-breach-own = Another one, as my letter says
web-breach-own-about = Then fill in the next parts.
web-breach-held = What holds now
web-breach-own-held = As my letter says
web-breach-remove = Remove
web-breach-another = Add another breach
web-breach-cards = Cards: { $cards }
web-letter-days = Between which days?
web-letter-from = from
web-letter-to = to, if it is said
web-letter-days-about = One day is enough. If only a month is named, take its first day.
web-letter-company = The company, if you like
web-letter-what = What was involved?
web-letter-what-about = Tick nothing if it is not said: then the charges are looked at as if the card number were among it.
web-letter-card = Which card?
web-letter-card-about = Tick none if you are not sure: then all are looked at.
web-breach-save = That is what the letter says
web-recognise = Which of these do you know?
web-recognise-lead = Every charge since the breach, by shop, the largest first. One tick for what you know; what is left is judged anew each time.
web-recognise-done = { $done } of { $all } shops done
web-recognise-none = There is no charge since the breach in these files.
web-search = Search
web-search-go = Find
web-search-found = { $count ->
    [one] one shop
   *[other] { $count } shops
} found.
web-search-all = Show all
web-head-shop = Shop
web-head-sum = Together
web-head-last = Last
web-head-answer = Your answer
web-listed = worth a look
web-charges = { $count ->
    [one] one charge
   *[other] { $count } charges
}
web-know = I know this
web-know-family = Family
web-look = Look closer
web-done = done
web-more = More
web-worklist-lead = Read the reason, check the innocent explanations first, then say what you know. Every answer is saved at once and can be undone.
web-order = First:
web-order-band = what to look at first
web-order-new = newly seen
web-order-last-day = what ends first
web-order-date = by date
web-order-merchant = by shop
web-all-of-them = { $count ->
    [one] This one:
   *[other] All { $count } together:
}
web-say-mine = Mine
web-say-family = Family's
web-say-unsure = Not sure yet
web-say-not-recognised = Not recognised
web-say-not-mine = Not ours
web-say-wrong = Ours, but wrong:
web-say-wrong-save = Say so
web-pick = tick, to decide several at once
web-picked = The ticked ones:
web-worklist-more = { $count } more
web-timeline = All of them over time
web-left = { $days ->
    [0] The last day to report it may be today, { $date }.
    [one] One day left: the last day to report it may be as early as { $date }.
   *[other] { $days } days left: the last day to report it may be as early as { $date }.
}
web-left-over = The last day to report it may already have been { $date }. Report it all the same, as soon as you are sure.
web-back = Back
web-why = Why it is shown
web-here = This shop before
web-decide = What do you say?
web-note = A note, if you like
web-until = Ask me again after (if you like)
web-scope = How far does that reach?
web-scope-charge = this charge alone
web-scope-same-amount = the same amount at this shop: { $count } charges, { $sum }
web-scope-merchant-on-card = this shop on this card: { $count } charges, { $sum }
web-scope-merchant = this shop everywhere: { $count } charges, { $sum }
web-scope-about = Only "mine" and "family's" reach further than one charge.
web-rows = Its rows, and how its line was read
web-rules = Every question that was asked of it
web-head-place = Where
web-head-about = What it says
web-head-rule = Question
web-head-outcome = Answer
web-head-says = In words
web-decided = Saved: { $charge } – { $verdict }
web-checked = Checked: { $checks }.
web-ask-about = Ask others about this, or write down what they answered
web-confirm = Is that right?
web-confirm-yes = Yes, all of these
web-confirm-no = No, back
web-log-lead = Everything that you said, the latest first. Nothing is ever overwritten: what you undo stays here, struck through.
web-log-empty = Nothing was said yet.
web-head-number = No.
web-head-when = When
web-head-what = What
web-head-undo = Undo
web-taken-back = undone
web-lies = What still lies on this computer
web-lies-case = What you decided, and the rows of your statements:
web-lies-nothing = Of this session nothing: it was only in memory.
web-lies-earlier = { $count ->
    [one] One case in the folder of the page:
   *[other] { $count } cases in the folder of the page:
}
web-lies-statements = The statements that you downloaded, where you put them. This program has not copied them.
web-lies-printed = What you printed or saved from the browser.
web-case = This case
web-case-go = Remove or save it
web-case-holds = It holds { $files ->
    [0] no files
    [one] one file
   *[other] { $files } files
} with { $charges ->
    [one] one charge
   *[other] { $charges } charges
}, and { $entries ->
    [one] one entry
   *[other] { $entries } entries
} of the record.
web-backup = A copy to put away
web-backup-about = One file with the rows and everything that you said, as it is now. Whoever has it can read it: keep it where you keep your statements.
web-backup-get = Save a copy
web-backup-back = Later:
web-restore = Open a copy
web-restore-about = A copy that was saved here before becomes a case again, under a new name.
web-restore-file = The copy
web-restore-go = Open it
web-forget = Remove for good
web-forget-about = What is removed here cannot be brought back. First you see what goes; nothing is removed before you say so.
web-forget-card = One card
web-forget-look = See what would go
web-known-files = { $count } files were in the case already; nothing of them was changed.
web-forget-file = Take this file out
web-forget-all = Everything: see what would go
web-forget-undo = This cannot be undone. To keep a copy first:
web-forget-yes = Remove it for good
web-quit-now = Quit now
web-papers = Take it with you
web-papers-lead = Each opens in a window of its own, ready to print.
web-open = Open
web-papers-open = { $count ->
    [one] One charge is still to be looked at.
   *[other] { $count } charges are still to be looked at.
}
web-papers-none = No charge is decided as one that you do not accept, so there is nothing to report. What you may want all the same:
web-papers-stops = Saying that these are not yours stops the card: the company sends a new number, and regular payments have to be registered again.
web-papers-lacks = Not known yet:
web-papers-tell = say it
web-papers-sum = Together: { $sum }
web-head-says-you = What you say of it
web-paper-call = Sheet for the telephone
web-paper-letter = Letter
web-paper-disputed = List
web-paper-calendar = The days to come
web-paper-calendar-about = Last days and answers that are due, for the calendar of your telephone or computer. It names no shop.
web-paper-calendar-get = Save the calendar
web-sender = Who writes
web-sender-about = This goes on the letter, and days are counted from it: say for each card on which day of the month its statement comes out. It stays in the case on this computer.
web-papers-steps = What to do, in order
web-paper-follow-up = Write again
web-sender-save = Save
web-paper-list = The list to look at
web-paper-list-about = All charges worth a look, each with its reasons and boxes to tick.
web-paper-ask-about = For the family, the shops or the card company: neutral, without a word of what was judged.
web-paper-ask-family = Family
web-paper-ask-merchant = Shops
web-paper-ask-issuer = Card company
web-ask = Ask others
web-ask-go = Questions and answers
web-ask-lead = Before you call a charge not recognised, ask: a receipt, somebody at home, or the shop explains most. Write down each answer here; it decides nothing by itself.
web-ask-print = Sheets to hand on
web-ask-said = What was answered
web-said-mine = it was me after all
web-said-family = somebody in the family
web-said-not-ours = not ours
web-said-unknown = not known
web-ask-on = on
web-ask-note = a note, such as who said it
web-ask-undecided = This decides nothing yet.
web-decide-now = Decide it
web-paper-recurring-about = What to register with a new card number.
web-cards = Cards and regular charges
web-cards-go = New number and regular charges
web-cards-lead = When a card gets a new number, say it here: its history goes on, and a charge on the old number is shown. Below is the list of whom to give the new number.
web-cards-new = A new number
web-cards-replaced = This card has a new number
web-cards-again = Correct this
web-cards-digits = The last four digits of the new number
web-cards-on = since
web-cards-about = Never type a whole card number.
web-cards-none = No card is named in these statements.
web-cards-tick = Registered
web-cards-estimates = Dates to come are estimates from the gaps so far. Yearly charges show only when the statements reach back far enough.
web-cards-print = Print this list
web-follow = After the report
web-follow-lead = Write down what you told the card company and what it answered. The next statements that you drop here say whether the money came back.
web-follow-together = All { $count } of { $card } at once: { $stage }
web-follow-together-about = For one call, one letter or one answer that was about all of them. Each charge alone stands below.
web-follow-none = No charge is decided as one that you do not accept.
web-refund-is = Its refund:
web-refund-may-be = This may be its refund:
web-refund-yes = Yes, it is
web-mark-step = What happened
web-mark-reported = I told the card company
web-mark-written = I told it in writing (letter)
web-mark-acknowledged = it confirmed the report
web-mark-refunded = the money came back
web-mark-refused = it refused
web-mark-on = on
web-mark-via = how (telephone, registered mail)
web-mark-ref = its number for it
web-mark-save = Write it down
web-form-answers = What forms ask
web-form-answers-save = Save
error-nothing-dropped = no file was chosen
    .help = choose at least one
error-nothing-chosen = nothing was chosen
    .help = go back and choose
error-nothing-typed = no charge was typed
    .help = fill in at least one line
error-nothing-asked = no charge is in question
error-typed-row-open = line { $row } lacks its date, shop or amount
    .help = fill it in, or empty the whole line
error-typed-amount = line { $row }: "{ $value }" is no single amount
    .help = type the number alone, as 1,480 or 12.50
error-file-not-held = this file is no longer at hand
    .help = drop it again, then answer
error-breach-without-day = no day was given
    .help = give the first day that the letter names, or choose a breach from the list
