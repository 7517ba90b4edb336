# errors
# One sentence per problem: error-<code>, with .rule (what holds) and .help (what to do) where there is something to say.

error-unreadable-file = ファイルを読めません
    .rule = { $cause }
    .help = ファイル名と、読み取りの許可をご確認ください

error-bad-data-file = データファイルの形が決まりと違います
    .rule = { $cause }

error-bad-pattern = 「{ $pattern }」はパターンとして使えません
    .rule = { $cause }

error-unknown-variable = 文中の「{ $value }」は、ここでは使えない名前です
    .rule = 使える名前: { $known }
    .help = 文: 「{ $pattern }」

error-unreadable-currency = 「{ $value }」を通貨として読めません
    .help = 通貨は JPY や USD のような英字3文字です

error-unknown-language = 「{ $value }」という言語には対応していません
    .help = 使える言語は en と ja です

error-unknown-breach = 「{ $value }」という漏えい事案は登録されていません
    .rule = 登録済み: { $known }
    .help = 登録済みの名前、日付（2017-06-22）、期間（2017-06-22..2017-06-30）、または .toml か .json のファイルを指定してください

error-unreadable-window = 「{ $value }」を漏えいの期間として読めません
    .help = 日付（2017-06-22）、または最初の日と最後の日（2017-06-22..2017-06-30）を指定してください

error-window-backwards = 漏えいの終わり（{ $end }）が始まり（{ $start }）より前になっています
    .help = 早い日付を先に書いてください

error-unknown-data-class = 「{ $value }」という情報の種類はありません
    .rule = 使える種類: { $known }
    .help = 複数ある場合はコンマで区切ってください: full_number,expiry

error-several-breaches = ファイルに複数の漏えい事案があります
    .rule = 含まれる名前: { $known }
    .help = 名前でひとつ選んでください: { $example }

error-breach-not-in-file = ファイルに「{ $value }」という漏えい事案はありません
    .rule = 含まれる名前: { $known }

error-breach-without-date = 漏えい事案「{ $value }」がいつのものか、ファイルに書かれていません
    .help = Have I Been Pwned の完全な回答（truncateResponse=false）を保存し直すか、日付を直接指定してください

# breach

breach-of-day = { $start }の情報漏えい
breach-of-window = { $start }から{ $end }までの情報漏えい

breach-class-full_number = カード番号（全桁）
breach-class-expiry = カードの有効期限
breach-class-cvv = セキュリティコード
breach-class-last4 = カード番号の下4桁
breach-class-name = 氏名
breach-class-address = 住所
breach-class-email = メールアドレス
breach-class-phone = 電話番号
breach-class-bank_account = 銀行口座
breach-class-password = パスワード
breach-class-purchase_history = 購入履歴

breach-reach-number-exposed = カード番号の全桁が漏えいしています。番号を知る人はカードでの支払いを試せるため、カード会社に番号の変更を依頼し、その後の利用をすべてご確認ください。
breach-reach-number-not-exposed = 漏えいしたとされる情報に、カード番号の全桁は含まれていません。番号がなければ、この漏えいだけでお手持ちのカードが使われることはありません。心当たりのない利用があれば別の理由が考えられますが、それでも確認なさってください。
breach-reach-unknown = どの情報が漏えいしたのか分かっていません。会社からの説明があるまでは、カード番号も含まれるものとして利用をご確認ください。

breach-hibp-summary = Have I Been Pwned に掲載されている「{ $title }」の情報漏えいです。
breach-hibp-affected = 対象かどうかは、Have I Been Pwned でメールアドレスごとに確認できます。掲載されているのは漏えいした情報の全体で、お一人ごとの内容ではありません。会社からの個別の通知のほうが正確です。
breach-hibp-summary-unverified = Have I Been Pwned に未検証として掲載されている「{ $title }」の情報漏えいです。
breach-hibp-inexact = 漏えいの日付が常に正確とは限らないことは、このサービス自身の説明にも書かれています。漏えいは、起きてからかなり後に見つかり、報告されることが多いためです。日付より少し前の利用も、念のためご確認ください。

# reading

error-empty-file = ファイルが空です
    .help = もう一度ダウンロードしてください。月を選ばないと空のファイルになるサイトがあります

error-not-a-statement = 名前にかかわらず中身は { $kind } で、明細として読めません
    .help = { $kind ->
        [XML] XMLのうち、ISO 20022形式の口座明細（camt.052、camt.053、camt.054）は読めます。銀行のダウンロード画面でそれかCSVを探してください
       *[other] カード会社のダウンロードから CSV・OFX・Excel をお選びください。PDFや紙の明細は、1行に1件ずつ「2017/06/24 アオゾラ書店 1,480円」のようにテキストファイルへ入力すれば読めます
    }

error-damaged-file = ファイルがここで壊れているか、途切れています。欠けのない部分だけを読みました
    .help = もう一度ダウンロードし、合計額を照らし合わせてください

error-broken-archive = 圧縮ファイルを開けません: { $cause }
    .help = もう一度ダウンロードしてください

error-oversized-archive = 圧縮ファイルの中身が明細にしては多すぎます。開けるのは{ $members }ファイル、{ $megabytes } MB までで、圧縮率が高すぎるものも開きません
    .help = ご自分で展開し、中の明細を指定してください

error-over-limit = { $limit ->
        [file] ファイルが{ $most } MB を超えています
        [lines] ファイルが{ $most }行を超えています
        [line] { $most }キロバイトを超える行があります。表ではないか、改行が失われています
        [cells] 1行に{ $most }を超えるセルがあります
        [cell] { $most }キロバイトを超えるセルがあります
        [tags] ファイルに{ $most }を超えるタグがあります
        [depth] 要素が{ $most }段を超えて入れ子になっています。銀行のファイルではありえません
       *[elements] 1件の項目に{ $most }を超える部分があります
    }。明細ではありえない大きさのため、読み込みません
    .help = もう一度ダウンロードしてください。期間を選べる場合は短くしてください。正しいファイルであれば、ご自分の rules/limits.toml で上限を上げてください

error-linked-folder = フォルダーへのリンク、またはフォルダーの外へのリンクのため、たどりません
    .help = リンク先のファイルを読み込む場合は、その場所を直接指定してください

error-empty-archive = 圧縮ファイルに読めるファイルがありません
    .help = もう一度ダウンロードしてください。月を選ばないと空のファイルになるサイトもあります

error-nested-archive = 圧縮ファイルの中の圧縮ファイルは開きません
    .help = 外側を展開し、内側のファイルを指定してください

error-locked-archive = 圧縮ファイル内のこのファイルはパスワードで保護されています
    .help = 銀行のパスワードで展開し、中の明細を指定してください

error-members-skipped = 圧縮ファイル内の、パソコンが自動で作った{ $count }ファイルは読みませんでした（隠しファイル、__MACOSX）

error-day-not-in-month = { $line }行目: { $value } はその月にない日です。利息は1か月を30日として数えるため、{ $read } と読みました

error-no-entry-date = { $line }行目: 「{ $value }」は月日として読めないため、計上日の代わりに起算日 { $read } を使いました

error-locked-workbook = ブックがパスワードで保護されています
    .help = 表計算ソフトで開いてパスワードなしで保存するか、CSV でダウンロードし直してください

error-broken-workbook = ブックを開けません
    .rule = { $cause }
    .help = もう一度ダウンロードしてください。表計算ソフトで開けるなら、そこから CSV で保存してください

error-huge-workbook = ブックが明細としては大きすぎます。セルの数か{ $megabytes }メガバイトの容量が、カード明細の範囲を超えています
    .help = それでも明細である場合は、表計算ソフトでそのシートを CSV で保存してください

error-sheets-left = 次のシートは同じ表ではないため、取り分けました: { $sheets }

error-sheet-goes-on = シート「{ $sheet }」は同じ表の続きです。その行番号は{ $line }から続きます

error-saved-again = 別のソフトで保存し直されたファイルです（セルの区切りは「{ $delimiter }」、文字コードは { $encoding }）。日付や金額がおかしいときは、元のファイルをダウンロードしてください

error-cells-damaged = 別の国の設定の表計算ソフトで開かれたため、セルの一部が違うものとして保存されています。日と月が入れ替わった列（{ $dates }列）は元に戻し、桁が変わったおそれのある金額（{ $amounts }列）は読んでいません。元のファイルをダウンロードしてください

error-dates-rewritten = 日付が { $rule } ではなく { $pattern } で書かれています。表計算ソフトで保存し直されたファイルで、日付が変わっている場合があります。いくつかを元の明細とお比べください

error-decimal-rewritten = 発行会社のファイルと違い、小数点が{ $mark ->
    [comma] コンマ
   *[point] ピリオド
}です。表計算ソフトで保存し直されたファイルです

error-no-layout = このファイルに合う既知の形式がありません
    .rule = { $encoding } として読みました。近い形式（一致した列の数、−はこのファイルにない列、+は形式にない列）: { $nearest ->
        [none] なし
       *[other] { $nearest }
    }
    .help = 形式の一覧は `postbreach formats list` です。--read layout=ID で形式を指定できます

error-several-layouts = 複数の形式に当てはまります: { $layouts }
    .help = --read layout=ID で一つお選びください

error-unknown-column = 列「{ $value }」は見出しにありません
    .rule = { $known }
    .help = `identify.header` と同じ書き方か、0から数えた番号にしてください

error-unknown-group = 正規表現のグループ「{ $value }」には意味がありません
    .rule = { $known }

error-unknown-layout = 「{ $value }」という形式はありません
    .help = 形式の一覧は `postbreach formats list` です。書いたばかりのファイルは --rules フォルダー で読み込みます

error-not-this-layout = このファイルは { $layout } の形をしていません
    .help = 日付・表示・金額のいずれかの列がありません。列の名前は `postbreach formats show { $layout }` で見られます

error-unknown-encoding = 「{ $value }」という文字コードはありません
    .help = utf-8、shift_jis、windows-1252 などをお試しください

error-unclosed-quote = 引用符で始まるセルが{ $lines }行続き、閉じられていないようです
    .help = 開いた引用符より後は読んでいません。この行の引用符をご確認ください

error-endless-quote = 引用符で始まるセルが{ $most } MB を超えて続き、閉じられていないようです。このファイルは読みませんでした
    .help = この行でセルの先頭にある引用符を削除するか閉じてください。または、ファイルをもう一度ダウンロードしてください

error-unreadable-date = 「{ $value }」を{ $which }として読めません
    .rule = { $layout } の日付は { $rule } です
    .help = 日が先に書かれる明細なら --read date-order=dmy をお試しください

error-missing-year = { $which }「{ $value }」に年がありません
    .rule = { $layout } の日付は { $rule } です
    .help = 最後の行の年を --read year=2017 のように指定してください

error-missing-date = 日付のない行です
    .rule = { $layout } ではすべての取引に日付があります
    .help = この行は取引に数えていません。ファイルをご確認ください

error-unreadable-amount = 「{ $value }」を金額として読めません
    .rule = { $layout } の小数点は「{ $rule }」です
    .help = この行は取引に数えていません。ファイルをご確認ください

error-missing-amount = 金額のない行です
    .rule = { $layout } ではすべての取引に金額があります
    .help = この行は取引に数えていません。ファイルをご確認ください

error-two-amounts = この行には支払う額を増やす金額と減らす金額の両方があります（ここは{ $value }）
    .help = 1つの行はどちらか一方だけのはずです。お手元の明細と見比べてください

error-surplus-cells = この行には{ $found }個の項目がありますが、見出しの列は{ $named }個です
    .help = 区切り文字を含む文字列が引用符で囲まれていません。引用符で囲むか、この請求は手で確認してください

error-unreadable-flag = 「{ $value }」からは請求か返金か分かりません
    .rule = { $layout } の値: { $rule }

error-unreadable-text = 「{ $value }」に読めないバイトがあります
    .help = もう一度ダウンロードするか、--read encoding=NAME で文字コードを指定してください

error-too-precise = 金額 { $value } の小数が4桁を超えています
    .rule = { $layout } の小数点は「{ $rule }」です
    .help = それが桁区切りなら --read decimal=comma または --read decimal=point で小数点を指定してください

error-no-currency = 「{ $value }」を通貨として読めません
    .rule = { $layout } ではこの列に金額の通貨があります
    .help = この行は取引に数えていません。項目がずれていないか、前後の行と見比べてください

error-other-currency = 金額「{ $value }」の通貨は { $rule } ではありません
    .rule = { $layout } はこの金額を { $rule } として読みます
    .help = ファイルの金額がその通貨なら --read currency=EUR のように指定してください

error-above-header = 取引のように見えますが、読み取りに使った見出しより上にある行です
    .rule = { $layout } の取引は見出しより下にあります
    .help = 複数のダウンロードをつなげたファイルなら、1つずつ別のファイルにしてください

error-side-turned = 同じ列のほかの行と符号が逆の行が{ $rows }件あり、反対側（取り消しや戻し入れ）として読みました

error-fraction-of-unit = 金額 { $value } に小数がありますが、{ $currency } に小数はありません
    .rule = { $layout } の金額は { $currency } です
    .help = 表計算ソフトが桁区切りを小数点と取り違えたおそれがあります。ほかの行も同様かもしれませんので、元のファイルをダウンロードしてください

error-unknown-status = 「{ $value }」という状態は未知のため、通常の行として読みました

error-bad-layout-id = 「{ $value }」は明細形式のIDに使えません
    .rule = 英小文字・数字・ハイフンだけで、カード番号や、同梱の形式と同じIDは使えません

error-layout-exists = 同じ名前の形式ファイルがすでにあります
    .help = 別のIDを選ぶか、先にそのファイルを削除してください

error-no-content = このファイルの内容からは、日付・利用先・金額を見分けられません
    .help = 形式ファイルを書く（rules/formats/README.md）か、明細の行を手で入力してください

error-no-own-rules = ご自分のデータファイルを置くフォルダーがありません
    .help = --rules で指定してください

saved-layout = 保存しました: { $layout }
saved-expected = 保存しました: { $expected } – 明細と1行ずつ見比べてください。
saved-contribute = どちらのファイルにもカード番号は入っていません。人に渡す前に氏名などがないか確かめ、明細そのものではなく架空の見本を添えてください。

error-read-by-content = このファイルに合う既知の形式がないため、内容から読み取りました。近い形式: { $nearest }

error-guessed = 内容から読み取りました: { $what }は「{ $value }」（{ $why }）

error-decided = このファイルでは{ $decision }（{ $why }）

error-household-number = 世帯名がカード番号かもしれない数字になっています。下4桁だけを残すため、末尾が同じ世帯はひとつとして扱われます。別の名前を付けてください
error-serial-date = 日付が表計算ソフトの通し番号になっています。1900年からの日数として読みました

error-column-more = 列「{ $value }」はこの形式にはない列です。中身は取引に添えて残しています

error-refused-column = 「{ $value }」の列は、これだけでカード決済に使われるおそれのある情報のため、読み取らず、どこにも保存していません。ファイルが不要になったら、この列かファイルごと削除してください

error-layout-decided = 見出しは{ $others }と同じですが、そちらとして読むと読めない行が増えるか、日付の順が乱れます

error-sign-turned = この形式の通常とは逆の符号で買い物が書かれているため（{ $of }行中{ $votes }行）、すべての符号を反転しました

error-bad-read-option = --read { $value } の意味が分かりません
    .rule = --read KEY=VALUE または KEY=VALUE@ファイル名。KEY は layout、encoding、date-order（dmy、mdy、ymd）、decimal（point、comma）、sign（positive、negative）、currency、card、household、year です

error-answer-without-file = --read { $value } の指定に当たるファイルを読んでいません
    .help = @ の後には、ファイル名か、ここに表示されるとおりのパスを書いてください（* は任意の文字）。@ を付けなければ、すべてのファイルに当てはまります
error-nothing-to-read = 読むファイルがありません
    .help = 明細のファイル、明細の入ったフォルダー、または標準入力を表す - を指定してください

error-unreadable-story = story.toml の内容が正しくありません
    .rule = { $cause }

error-unknown-charge = 「{ $value }」という ID の請求はありません
    .help = 読み込んだファイルも合わせて指定し、`scan` に表示された ID を使ってください

error-unknown-rule = 「{ $value }」という規則はありません
    .help = 一覧は `postbreach rules list` です

error-unknown-shape = 「{ $value }」という出力の形はありません
    .rule = table、json、jsonl、csv、markdown、html

error-unknown-level = 「{ $value }」という表示の段階はありません
    .rule = calm、careful、everything

error-bad-date-option = 「{ $value }」を日付として読めません
    .help = 2017-08-20 のように書いてください

error-output-is-read = 出力先が、読み取るファイルと同じです
    .help = 別のファイル名を指定してください
error-output-is-case = 出力先が、ケースのファイルです
    .help = 別のファイル名を指定してください。何も書き込んでいません
error-output-and-counts = 出力と件数の書き込み先が同じファイルです
    .help = どちらかに別のファイル名を指定してください
error-unwritable-file = ファイルに書けません
    .rule = { $cause }
    .help = 空きがあり、フォルダーに書き込めるかを確かめてください。同じ名前のファイルは元のままです
error-unwritable-output = 出力を書けません
    .rule = { $cause }
    .help = 出力先に空きを作るか、別の出力先を指定してください。ケースに保存する内容は保存済みです（log list で確かめられます）

error-breach-after-charges = 漏えいの日（{ $start }）は、読み取ったどの請求よりも後です。最後の請求は{ $last }です
    .help = その後の明細をダウンロードするか、日付をご確認ください

error-breach-in-future = 漏えいの日（{ $start }）が{ $today }より後です
    .help = 日付をご確認ください

error-no-breach-by = どの世帯がどの漏えいに関わるかを読み取れません
    .help = household と breach の列名を1行目に書いたCSVにして、2行目以降に世帯と漏えいを1組ずつ書いてください
error-no-breach-household = 世帯 { $value } の行は、読み取った中にありません
    .help = 請求のファイルでの世帯の書き方をご確認ください
error-no-breach-card = カード { $value } の請求は、読み取った中にありません
    .rule = 読み取ったカード: { $known }

# words

word-error = エラー
word-rule = 形式
word-help = 対処
word-yes = はい
word-no = いいえ
word-none = なし
date-transaction = 利用日
date-posting = 計上日
place-column = 列「{ $name }」
period = { $first }～{ $last }
list-comma = 、
list-semicolon = 。
list-sentences = {""}
list-titles = {" ／ "}
list-and = { $init }、{ $last }
bracketed = { $what }（{ $more }）
among-equals = （{ $count }件中{ $number }件目）

# report

invented = この例の明細と登場人物は架空のものです。
opening-bare-day = { $start }の情報漏えい。
opening-bare-window = { $start }から{ $end }までの情報漏えい。
opening-day = { $title }: { $start }。
opening-window = { $title }: { $start }から{ $end }まで。
inferred-institution = 発行元不明
guess-transaction-date = 利用日
guess-posting-date = 計上日
guess-descriptor = 利用先の文言
guess-amount = 金額
guess-debit = 支払う額が増える欄
guess-credit = 支払う額が減る欄
guess-flag = 増減の区別
guess-currency = 通貨
guess-sign = 利用の符号
why-name = 既知の明細で使われる名前
why-content = 欄の内容から
why-balance = 残高の動きと一致
why-earlier = 二つの日付のうち早い方
why-payments = 支払いの行が反対側にある
why-said = 指定による
why-fit = すべての行が読めるのはこの場合だけ
why-order = 日付の順に並ぶのはこの場合だけ
why-near = 日付が近くにまとまるのはこの場合だけ
decision-dmy = 日が月より先です
decision-mdy = 月が日より先です
decision-ymd = 年が最初です
decision-point = 小数点は点です
decision-comma = 小数点はコンマです
decision-positive = 利用はプラスです
decision-negative = 利用はマイナスです
why-one-side = すべての行が同じ側にある
question-date-order = { $file }: 日付の年・月・日はどの順ですか。次の行はどちらでも読めます。
question-decimal = { $file }: 小数点は点とコンマのどちらですか。次の行はどちらでも読めます。
question-sign = { $file }: 利用はプラスとマイナスのどちらで書かれていますか。プラスの金額は支払う額が増えることを表します。
question-card = { $file }にはどのカードの明細か書かれておらず、重なる行のあるファイルも足りません。次のカード、または別の名前で指定してください。
question-currency = { $file }には通貨が書かれていません。3文字の通貨コードで指定してください。例:
question-layout = { $file }は複数の形式に当てはまり、どれか決められません。それぞれの形式で読むと次のようになります。
headline-no-breach = 漏えいが指定されていないため、請求の確認はしていません
headline-none-exposed = { $start }以降の請求はありません
headline-clean = { $start }以降の請求{ $exposed }件に、普段と違うものはありません
headline-below = { $start }以降の請求{ $exposed }件に、一覧に挙げるものはありません。ご自身の利用と思われるものの、目に留まったものが{ $below }件あります
headline-clean-but = { $start }以降の請求{ $exposed }件に、{ $below ->
    [0] 普段と違う
   *[other] 一覧に挙げる
}ものはありません。ただし、読めなかったものがあります（下記）
headline-clean-unclear = { $start }以降の請求{ $exposed }件に、{ $below ->
    [0] 普段と違う
   *[other] 一覧に挙げる
}ものはありません。ただし、判断できないものが{ $unclear }件あります（下記）
headline-calm = { $start }以降の請求{ $exposed }件に、先に見るものはありません。ほかに見てもよいものが{ $calmer }件あります（--level careful）
headline-findings = { $start }以降の{ $exposed }件のうち、確認したい請求は{ $flagged }件（{ $sum }）{ $bands }
headline-bands = { $high ->
    [0] {""}
   *[other] { $medium ->
        [0] { $high ->
            [1] 。先に見るものです
           *[other] 。すべて先に見るものです
        }
       *[other] 。先に見るもの{ $high }件、次に見るもの{ $medium }件
    }
}
headline-everything = { $start }以降の請求すべて（{ $exposed }件）
little-history = 判断するには漏えい前の明細が足りません（{ $days }日間に{ $charges }件）。普段の使い方が分からないため、ふつうの買い物を挙げたり、普段と違う請求を挙げなかったりすることがあります。一覧にない請求も、ご自身で一件ずつご確認ください。{ $before }より前の明細を、カード会社が提供している範囲でできるだけ古い月まで（少なくとも{ $least }日分）ダウンロードし、すべてのファイルを一緒に指定してください。
little-history-of = 世帯{ $household }は、判断するには漏えい前の明細が足りません（{ $days }日間に{ $charges }件）。普段の使い方が分からないため、ふつうの買い物を挙げたり、普段と違う請求を挙げなかったりすることがあります。{ $before }より前の明細（少なくとも{ $least }日分）を加えてください。
weights-guessed = 並び順と区分は作者の判断によるもので、まだ実際に測って確かめてはいません。
clean-asked = 探したもの: { $asked }。
clean-seen = 見たもの: { $cards }の{ $first }から{ $last }までの請求{ $count }件。
clean-not-seen = 見ていないもの: { $last }より後の請求、ファイルのないカード、これらのファイルにない月。普段お使いの店での少額の請求は、ご自身のものと見分けられません。
clean-known-missing = 足りないと分かっている明細は、下に示しています。
clean-again = 次の明細が届いたら、もう一度ご確認ください。
clean-none-exposed = 漏えいの始まり以降の請求は、これらのファイルにありません。最後の請求は{ $last }です。その後の明細をダウンロードしてください。
clean-other-cards = 漏えいの始まり以降、対象のカードでの請求はこれらのファイルにありません。ほかのカードの請求は調べていません。
clean-no-charges = 請求は読み取れませんでした。
evidence = 漏えいのあった会社での請求が{ $card }に{ $count ->
    [1] 1件あります（{ $first }）
   *[other] { $count }件あります（{ $first }～{ $last }）
}。その会社が、このカードの情報を持っていた可能性があります。
band-high = 先に見る
band-medium = 見る
band-low = おそらくご自身の利用
band-unclear = 判断できない
remark-pending = 未確定です。変わったり消えたりすることがあり、まだ異議申し立てはできません。
remark-may-be-older = 計上日だけが書かれています。利用日は漏えいより前かもしれません。
twin-first = 同じ請求{ $count }件のうち、最初のものです。
twin-same-day = 同じ日の同じ請求{ $count }件のひとつです。どちらが先かは、明細からは分かりません。
twin-later = 同じ請求{ $count }件のひとつで、最初のものの{ $days }日後です。
charges-summary = { $count }件、{ $sum }、{ $days }
section-unclear = 判断できない請求
unclear-group = { $summary }: { $why }。
section-calmed = 説明のつく請求（一見普段と違うもの）
calmed-group = { $summary }: { $why }
calmed-hint = そのとおりであれば、何もする必要はありません。違う場合は、--level everything で一件ずつご確認ください。
calmed-confirmed = ご本人のご利用先として確認済みの加盟店です。
rows-more = ほか{ $count }件（--level everything で表示）
household-first = { $household }: { $what }
household-unnamed = 世帯の記載なし
households-without-breach = { $count }世帯には漏えいが指定されていないため、請求を確認していません。
households-judged = { $count }世帯を、それぞれの明細だけで確認しました。
tally = 漏えい以降の請求{ $count }件の内訳: { $parts }。
tally-listed = 一覧に挙げたもの{ $count }件
tally-below = おそらくご自身の利用{ $count }件
tally-unclear = 判断できないもの{ $count }件
tally-calmed = 説明のつくもの{ $count }件
tally-quiet = 普段と変わらないもの{ $count }件
tally-decided = 判断済み{ $count }件
reason-silenced = { $what }ただし、この請求では考慮しません: { $why }
reason-silenced-too = { $what }ただし、同じ理由で、この請求では考慮しません。
reason-cannot-tell = 判断の材料が足りません: { $missing }。
reason-nearly = 次の条件のほかは当てはまります: { $clause }（この請求では { $here }）。
merchant-not-stated = 加盟店の記載なし
charge-phrase = { $date }の{ $merchant }での{ $amount }
check-first = 先に確かめること:
item-raw = 明細の表示: { $raw }
item-named-by = { $other }の請求と関わりがあります。
item-cannot-tell = 判断できません: { $missing }。
head-number = 番号
head-band = 区分
head-date = 日付
head-amount = 金額
head-merchant = 加盟店
head-card = カード
section-timeline = いつの請求か
section-read = 読み取った内容
section-unread = 読めなかったもの
read-statement = { $institution }、{ $period }: 請求{ $charges }件、{ $sum }
read-statement-without = { $institution }、{ $period }: 請求なし
read-others = 、支払い・返金など請求でない行{ $count }件
read-total-agrees = 。明細に印字された合計{ $printed }と一致
read-total-differs = 。明細に印字された合計と一致しません（「{ $label }」は{ $printed }、各行の合計は{ $computed }）
read-accounted = { $rows }行を読み、{ $accounted }行の扱いが決まっています。
read-accounted-agrees = { $rows }行を読み、{ $accounted }行の扱いが決まっています。印字された合計とも一致します。
read-accounted-differs = { $rows }行を読み、{ $accounted }行の扱いが決まっています。印字された合計とは一致しません。
demo-orders = この例には注文履歴もあり、1件はそれで説明がつきます。`postbreach demo --orders` で一緒に読み込みます。
read-file = { $file }: { $format }、{ $encoding }。{ $rows }行 = 取引{ $transactions } + 別扱い{ $apart }（{ $classes }）
read-file-whole = { $file }: { $format }、{ $encoding }。{ $rows }行すべてが取引
read-medium = この形式は実物ではなく説明から分かっているものです。何行か見比べてください。
class-transaction = 取引{ $count }
class-blank = 空行{ $count }
class-preamble = 表の前{ $count }
class-header = 見出し{ $count }
class-divider = 区切り{ $count }
class-continuation = 前の行の続き{ $count }
class-total = 合計{ $count }
class-note = 注記{ $count }
class-other-table = 別の表{ $count }
class-rejected = 読めない行{ $count }
set-apart-transaction = 取引
set-apart-blank = 何も書かれていない行
set-apart-preamble = 表より前の行
set-apart-header = 列の名前
set-apart-divider = カード・名義・部分の区切り
set-apart-continuation = 上の取引の続き
set-apart-total = 合計または残高
set-apart-note = カード会社の注記
set-apart-other-table = 別の表の行
set-apart-rejected = 読めない行
section-gaps = 足りない明細
gap-months = { $card }: { $months }支払い分の明細が、これらのファイルにありません。
gap-between = { $card }: { $from }から{ $to }まで行がありません。このカードとしては長く、この期間を含むファイルもありません。
gap-since = { $card }: 漏えいの始まり（{ $from }）から{ $to }まで行がありません。
gap-after = { $card }: { $last }より後の行がありません。
gap-hides = 明細のない月の請求は見られません。その月の明細もダウンロードしてください。利用がなかった月には、明細がないこともあります。
bill-agrees = カードの引き落とし（{ $bill }）は、{ $file }に印字された合計と一致します。
bill-differs = カードの引き落とし（{ $bill }）は、{ $file }に印字された合計{ $printed }と一致しません。明細の一部が足りないかもしれません。
bill-no-statement = カードの引き落とし{ $count }件について、同じ合計の明細がこれらのファイルにありません（新しい順に{ $bills }）。その内訳はここでは見ていません。
closing-no-breach = 漏えいの後の請求を見るには、--breach mercari-2017 や --breach 2017-06-22 のように漏えいを指定してください。
closing-recognise = すぐに思い出せない請求の多くは、実際にはご自身やご家族のものです。届け出る前に「先に確かめること」を順に見て、ご家族にも尋ねてください。それでも心当たりがなければ、カード裏面の番号へ電話してください。
closing-explain = `postbreach explain ID ファイル…` で一つの請求の詳細、`postbreach what "明細の表示"` でその表示の請求元を見られます。
closing-calmer = ほかに、ご自身の利用と思われる請求が{ $count }件あります。--level everything で表示します。
closing-below = ご自身の利用と思われるものの、目に留まった請求は、--level everything で表示します。
closing-information = これは情報であり、法律上の助言ではありません。データはこのパソコンの外に出ていません。
title = 確認したい請求
tick-legend = この請求は
tick-mine = 自分
tick-family = 家族
tick-ask = これから尋ねる
tick-unknown = 心当たりなし

# Pictures

picture-tables = 同じ内容の表
timeline-title = 請求の推移（{ $currency }）、{ $days }
timeline-about = 請求{ $count }件を、日付と金額で示しています（金額の目盛りは、同じ間隔が同じ倍率です）。{ $listed ->
    [0] 確認したい請求の一覧にあるものはありません。
   *[other] そのうち{ $listed }件が、確認したい請求の一覧にあります。
}{ $new ->
    [0] 漏えいの前に見られなかった加盟店の請求はありません。
   *[other] 漏えいの前に見られなかった加盟店の請求は{ $new }件です。
}
timeline-days = 日付
timeline-charges = 請求
timeline-of = { $what }（{ $title }）
timeline-start = 漏えいの始まり
timeline-end = 漏えいの終わり
timeline-disclosed = 公表
timeline-today = 今日
timeline-last = うち{ $count }件の届け出の期限
timeline-key-charge = 請求
timeline-key-new = 漏えいの前に見られなかった加盟店
timeline-key-listed = 確認したい請求（数字は一覧の番号）
timeline-key-both = 確認したい請求で、以前に見られなかった加盟店のもの
timeline-key-window = 漏えいの期間
timeline-key-end = ファイルの終わり
timeline-key-last = 届け出の期限
strip-title = { $merchant } の請求
strip-about = { $days }に、この加盟店からこの通貨で{ $count }件の請求があります。日付と金額で示し、このページの請求を丸で囲んでいます。
strip-this = この請求
strip-start = 漏えいの始まり
coverage-title = ファイルで見られる月
coverage-about = カードまたは口座{ $cards }件の{ $rows }行です。{ $missing ->
    [0] ファイルから分かる限り、足りない月はありません。
   *[other] { $missing }か月分に、足りないところがあります。
}
coverage-key-missing = どのファイルにもない日がある
coverage-key-unpaid = この月に支払う明細がない
coverage-key-exposed = 漏えい以後
head-rows = 行数

# explain, what, breaches, rules

error-rows-not-read = 読めなかった行が{ $count }行あります
explain-sightings = 明細での表示:
explain-merchant = 表示から加盟店への読み替え:
explain-order = { $date }の注文（{ $items }点）がこの請求に当たります: { $text }（{ $place }）
explain-keys = 名前: { $name } ・ ブランド: { $family }
explain-not-exposed = この請求は、漏えいより前か、別のカードのものか、漏えいが指定されていないため、規則による確認をしていません。
explain-finding = 区分: { $band }
explain-no-finding = この請求を挙げた規則はありません。
explain-standing-decided = この請求は、すでに判断済みです。
explain-unclear = この請求を挙げた規則はありませんが、重要な規則の中に判断できないものがあります。
explain-calmed = 下に示す理由により、この請求を挙げた規則はありません。
explain-asked = 規則によるものではなく、回答された内容やその後の動きにより表示しています。
explain-named = 関わりのある別の請求と一緒に表示しています。
effect-lists = これがなければ、この請求を挙げる規則はありません。
effect-raises = これがなければ、区分は「{ $band }」になります。
effect-lowers = これがなければ、区分は「{ $band }」になります。
effect-eases = これは確認の必要を小さくする事情です。これがなくても区分は変わりません。
effect-adds = ほかに当てはまった規則も加味していますが、どれか一つだけで区分が変わるものではありません。
explain-facts = 規則が見た値:
explain-fact = { $name } = { $value }: { $meaning }
explain-here = この加盟店の、漏えい前のご利用:
explain-here-none = 漏えい前の請求はありません。
explain-here-known = { $count ->
    [1] { $first }に1件
   *[other] { $first }～{ $last }に{ $count }件
}、金額の中央値は{ $median }です。
explain-here-since = 漏えい以降: { $summary }。
explain-near-names = 漏えい前にご利用の加盟店のうち、名前が似ているもの:
explain-near-amounts = 漏えい前にご利用の加盟店のうち、いつもの金額が近いもの:
explain-near = { $name }: { $count }件、中央値 { $median }、最後は{ $last }
word-cause = 理由
outcome-fires = 当てはまる
outcome-silenced = 考慮しない
outcome-cannot-tell = 判断できない
outcome-nearly = あと一つで当てはまる
outcome-silent = 当てはまらない
what-known = 「{ $raw }」は次のように読めます: { $name }
what-unknown = 「{ $raw }」は分かりません。請求元の記録がまだありません。
what-steps = 読み替えの手順:
what-source = 出典: { $source }（{ $checked } 確認、確度: { $confidence }）
confidence-high = 高
confidence-medium = 中
confidence-low = 低
breach-window = { $start }から{ $end }まで。
breach-since = { $start }以降。
breach-disclosed = 公表日: { $date }。
breach-classes = 漏えいした情報: { $classes }。
breach-people = 最大{ $people }人。
breach-count = { $people }人: { $what }
breach-affected = 自分は対象か
breach-follows = これから起きうること
breach-offers = 会社の対応
breach-sources = 出典
breach-source = - { $name }（{ $checked } 確認）: { $says }
breach-confidence = 確度: { $confidence }。
rule-role-finding = 確認の規則
rule-role-building-block = 部品の規則
rule-when = 次のすべてが成り立つとき当てはまります:
rule-unless = 次のときは考慮しません（{ $clause }）: { $reason }
rule-contexts = 次の状況でも考慮しません: { $list }
rule-context = 状況
rule-context-when = 次のすべてが成り立つとき、どの規則も考慮しません（考慮しなかったことは表示します）:
rule-tests = このファイルのテスト: { $count }件
rule-measured = 架空の明細（{ $holders }人分）での実測: { $fires }件に当てはまり、そのうち{ $precision }が本人によるものではありませんでした。これは、本人によるものではない請求全体の{ $coverage }にあたります。
rule-never-fired = 実測に使った架空の明細では、一度も当てはまりませんでした。
rule-weight = 重み: { $weight }
rules-rule = 規則
rules-role = 役割
rules-weight = 重み
rules-fires = 該当件数
rules-precision = 本人以外の割合
rules-coverage = 検出の割合
rules-guess = （{ $weight }）
rules-measured = { $on }に架空の明細（{ $holders }人分）で実測した値です。規則が当てはまった件数、そのうち本人によるものではない請求の割合、本人によるものではない請求全体に占める割合を示します。実際の明細では異なることがあります。括弧内の重みは作者の推定です。
rule-tests-run = 成功 { $passed }、失敗 { $failed }
word-passed = 成功
word-failed = 失敗

error-bad-rule = 規則 { $rule } が正しくありません: { $cause }
    .rule = { $clause }
    .help = `postbreach rules test` で規則のテストを確かめてください

layout-sure = 確かさ: { $sure ->
    [high] 高（実際のファイル、またはそれを読むプログラムで確認）
   *[other] 中（説明から分かったもの。いくつかの行を見比べてください）
}。最後に確認した時期: { $seen }
layout-fact = 根拠: { $fact }
layout-source = { $source ->
    [card] カードの明細
    [account] カードの請求が載る口座の明細
    [aggregate] 複数の明細を集める家計簿アプリ
    [wallet] カードに請求するウォレット
   *[detail] 別のファイルの行を説明する内訳
}
layout-country = 国: { $code }
layout-kind = 種類: { $kind }
layout-currency = 列に指定がなければ金額は{ $code }
layout-recognised = 見分け方: { $by }
layout-generation = 別の世代の見分け方: { $by }
layout-header = 見出し { $cells }{ $more ->
    [yes] とそれに続く列
   *[no] {""}
}
layout-optional = （加わることがある列: { $cells }）
layout-any-order = 列の順序は問わない
layout-stop = 。
layout-nameless = （名前なし）
layout-or = または
layout-syntax = ファイルの種類だけで判断
layout-rows = { $place ->
    [First] 最初の行で{ $what }
    [Any] 初めの行の少なくとも1つで{ $what }
   *[Every] すべての行で{ $what }
}
layout-fields = 項目が{ $count }個
layout-like = { $column }が{ $pattern }の形
layout-says = { $column }が{ $words }
layout-always = 常に
layout-column = 「{ $name }」
layout-cell = { $number }番目の項目
layout-cell-from-end = 後ろから{ $number }番目の項目
layout-delimiter = { $name ->
    [comma] コンマ
    [semicolon] セミコロン
    [tab] タブ
    [point] ピリオド
   *[other] { $name }
}
layout-written = 文字コード: { $encodings }。項目の区切り: { $delimiters }。小数点: { $decimal }
layout-dates = 日付の書き方: { $dates }
layout-positive = 利用は{ $columns }にプラスで書かれる
layout-negative = 利用は{ $columns }にマイナスで書かれる
layout-sides = 支払う額を増やすものは{ $debit }、減らすものは{ $credit }に書かれる
layout-flag = { $columns }の金額は{ $flag }で決まる。支払う額を増やすもの（{ $debit }）、減らすもの（{ $credit }）
layout-evidence = { $what ->
    [Sign] 符号
    [DateOrder] 日と月の順
   *[Decimal] 小数点
}はファイルの行から決め直すことがある: { $by ->
    [Kind] 行に書かれた種類による
    [Payments] 支払いと書かれた行による
    [Majority] ほとんどの行が利用であることによる
   *[Fit] 読めない行が少ない方による
}。決められなければ質問になる
layout-part = { $part ->
    [amount] 外貨の金額
    [currency] 通貨
    [rate] レート
    [date] 日付
    [country] 国
    [card] カード
    [holder] 名義
    [merchant] 店名
    [reference] 照会番号
    [part] カードで支払った分
    [n] 分割の回
   *[m] 分割の回数
}
layout-pulled = { $column }から取り出すもの: { $parts }
layout-status = { $status ->
    [pending] まだ確定していない請求
    [declined] 承認されなかったもので、請求ではない
    [reverted] 取り消されたもので、請求ではない
   *[authorisation] 仮売上（オーソリ）だけで、請求ではない
}: { $when }
layout-apart = 取引ではない行（{ $class }）: { $when }
layout-total = 照合する合計の行（{ $class }）: { $when }
identified = { $file }: { $layout }（{ $encoding }、{ $delimiter }）
identified-header = { $line }行目の見出し: { $cells }
identified-row = { $what }（{ $line }行目: { $here }）
months-head = { $institution }: ダウンロードする明細
months-how = 方法: { $how }（{ $checked } 確認）
months-kept = このカード会社は{ $count }か月分を掲載しています。
months-unknown = 掲載期間は分かっていません。掲載されているものを古い順にすべてダウンロードしてください。
month-unknown = ダウンロードする: { $months }
month-served = 続けてダウンロードする: { $months }
month-last = 最初にダウンロードする: { $months }（来月に入ると次に消えます）
month-gone = 掲載終了: { $months }。保存したファイルや紙の明細を探すか、カード会社にお尋ねください

# ケース

verdict-mine = 自分の利用
verdict-family = 家族の利用
verdict-unsure = まだ分からない
verdict-not-recognised = 心当たりがない
verdict-not-mine = 自分も家族も利用していない
verdict-wrong = 利用したが、請求が正しくない
verdict-with-fault = { $verdict }: { $fault }
fault-duplicate = 二重の請求
fault-amount = 約束と違う金額
fault-cancelled = 取り消したのに請求された
fault-not-received = 商品やサービスが届かない
fault-credit-missing = 約束された返金がない
fault-other = メモのとおり
standing-open = 確認待ち
standing-changed = その後に金額が変わったため、再び確認待ち
standing-due = もう一度確認する日を過ぎたため、再び確認待ち
standing-decided = 判断済み
decided-count = { $verdict }（{ $count }件）
decided-not-listed = 判断済みのため一覧に出していない請求が{ $count }件あります: { $parts }。
headline-decided = { $start }以降の請求{ $exposed }件に、確認の残っているものはありません
explain-decided = 「{ $verdict }」とお答えになりました（{ $when }）: { $state }。
remark-unsure = まだ分からない、とお答えになった請求です。
remark-changed = { $amount }のときに「{ $verdict }」と判断されましたが、金額が変わりました。
remark-due = { $until }まで「{ $verdict }」と判断されましたが、その日が過ぎました。
remark-note = { "" }メモ: { $note }

decide-reaches = 請求{ $count }件（{ $sum }）を「{ $verdict }」とします。
sure = 続けますか（y/n）
decided = 保存しました: { $charge } – { $verdict }
undone = 取り消しました: { $what }
redone = 元に戻しました: { $what }
log-of-charge = { $charge } – { $what }
log-undone = { $what }（取り消し済み）
log-replaced = カード { $card } は{ $day }から新しい番号 { $new }
log-breach = 漏えいを記録: { $name }
log-breach-removed = 漏えいの記録を外しました: { $name }
log-until = （{ $day }まで）
log-registered = { $name } に新しい番号を登録済み
log-undo = { $numbers } を取り消し
log-redo = { $numbers } を元に戻した
log-forget = { $rows }行と、記録{ $entries }件の内容を消去
log-whole = 記録に欠けや書き換えはありません: { $entries }件（うち内容を消去したもの{ $erased }件）。末尾の値は { $head } です
log-added = { $count }件を追加しました。

typed-rows = 入力した行
import-known-file = { $file }: このファイルはすでにケースにあります。何も変えていません。
import-read-again = { $file }: ケースにあるファイルを、新しい回答で読み直しました。
import-did = 新しいファイル{ $files }件: 新しい請求{ $new }件、既知{ $known }件、未確定から確定に変わった請求{ $posted }件。
import-would = 何も書き込んでいません。取り込むと、新しいファイル{ $files }件: 新しい請求{ $new }件、既知{ $known }件、未確定から確定に変わる請求{ $posted }件。
import-new = 新しい請求:
import-posted = 未確定から確定に変わった請求:
typed-refused = 何も保存していません。上に挙げた箇所を直して、すべての行を入力し直してください。
import-ephemeral = この内容は何も保存していません。
list-more = … ほか{ $count }件

status-holds = ファイル{ $files }件、{ $rows }行 = 取引{ $transactions } + 別扱い{ $apart }、請求{ $charges }件。
status-household = 世帯 { $household }: { $holds }
status-breach = 漏えい: { $breach }。
status-breach-cards = { $title }（カード { $cards }）
status-no-breach = 漏えいがまだ指定されていないため、請求の確認はしていません。import --breach で指定してください。
status-new = 最後の取り込みで加わった請求{ $count }件（日付にかかわらず）:
status-open = 確認したい請求{ $count }件:
status-reported = 認めていない請求{ $count }件:
status-elsewhere = ケースにない請求への判断が{ $count }件あります。
status-unread = { $file }: 読めなかった行{ $rejected }件、未回答の質問{ $questions }件。--read を付けて取り込み直してください。
head-month = 月
head-files = ファイル
head-charges = 請求
head-sum = 合計
head-open = 確認待ち
head-own = 自分と家族
head-reported = 認めず

forget-card = カード { $card } のすべての行と、それについての判断を、元に戻せない形で消去します。
forget-file = { $file } をケースから取り除きます。その行と、ほかのファイルにない請求についての判断を、元に戻せない形で消去します。
forget-everything = ケースの内容をすべて、元に戻せない形で消去します。
would-forget = 消去されるもの: { $rows }行（うちファイル全体{ $files }件）、請求{ $charges }件、記録{ $entries }件の内容。
forgotten = 消去しました: { $rows }行（うちファイル全体{ $files }件）、請求{ $charges }件、記録{ $entries }件の内容。記録の照合値は残るので、引き続き検証できます。
forgotten-mentions = ほかのカードの{ $mentions }行にこの数字が印字されています。これらは残ります。
forgotten-trimmed = ほかのカードの行もあるファイル{ $trimmed }件については、行のほかの内容（印字された合計、注記、質問）もあわせて消去しました。
forgotten-elsewhere = 明細のファイル、バックアップ、書き出した記録はご自身のファイルです。ご自身で消去してください。
backup-made = ケースを { $file } に複製しました。
restored = { $file } がケースになりました。判断{ $decisions }件が入っています。

error-files-and-case = ファイルとケースが同時に指定されています
    .help = ファイルだけ、またはケースだけを指定してください。ファイルをケースに取り込むには import を使います
error-no-case-named = ケースもファイルも指定されていません
    .help = --case FILE または POSTBREACH_CASE でケースを指定してください。scan には明細も指定できます
error-no-case = ここにケースはありません
    .help = import を使うと作成されます
error-not-a-case = このファイルはケースではありません
    .help = 別のファイルを指定してください。以前はケースだったなら壊れています。最後のバックアップから restore で作り直してください
error-case-newer = このケースは新しい版で作られています（形式 { $found }、この版が扱えるのは { $known } まで）
    .help = 新しい版を入れてください。ケースには手を加えていません
error-case-damaged = ケースが壊れています
    .rule = { $cause }
    .help = ファイルはそのまま残し、最後のバックアップから restore で別の名前のケースを作ってください
error-case-altered = ケースの中身が、このプログラム以外の原因（ディスクの故障など）で書き換わっています
    .help = 表示が明細と違っているおそれがあります。ファイルはそのまま残し、最後のバックアップから restore で、または明細を取り込み直して、別の名前のケースを作ってください
error-case-busy = ケースは別のプログラムが使用中です
    .rule = { $cause }
    .help = 何も変えていません。ほかの画面を閉じるか、もう一度お試しください
error-case-disk-full = ディスクに空きがありません
    .rule = { $cause }
    .help = 今回の内容は保存されていません。以前に保存したものは無事です。空きを作ってからもう一度お試しください
error-case-read-only = ケースに書き込めません
    .rule = { $cause }
    .help = 今回の内容は保存されていません。ファイルとフォルダーの権限を確かめるか、ケースを別の場所に複製してください
error-case-not-opened = ケースを開けません
    .rule = { $cause }
    .help = ファイルとフォルダーの権限を確かめてください
error-case-not-made = ケースを作れません
    .rule = { $cause }
    .help = フォルダーがあり、書き込めるかを確かめてください
error-case-failed = ケースを使えません
    .rule = { $cause }
    .help = 何も変えていません。もう一度お試しになり、繰り返す場合はディスクを確かめてください
error-case-exists = 同じ名前のファイルがすでにあります
    .help = 別の名前を指定してください。restore --yes は複製で置き換えます
error-case-leftover = 新しいケースの隣に、なくなったケースの残り（名前が -wal で終わるファイル）があります
    .help = そのケースの判断が残っている可能性があります。元のケースを同じ場所に戻すか、このファイルと -shm で終わるファイルを削除してください
error-forget-unfinished = ケースからは取り除きましたが、元のデータがまだディスクに残っています
    .rule = { $cause }
    .help = このケースを使っているほかの画面を閉じてから、同じコマンドをもう一度実行してください
error-stale-decision = この間に、別の画面で判断されました
    .help = 何も変えていません。もう一度確かめてから判断してください
error-stale-case = この間に、ケースに明細が取り込まれました
    .help = 何も変えていません。判断が及ぶ請求をもう一度確かめてください
error-log-broken = 記録が元のままではありません: { $number }番が書き換えられています（{ $part ->
    [missing] 記録の欠け
    [content] 内容
    [end] 末尾の違い
   *[chain] 照合値のつながり
}）
    .help = それより前の記録は書かれたときのままです。バックアップと比べてください
error-log-differs = この記録とケースの記録は途中から異なります
    .help = 追加できるのは、ケースの記録をすべて先頭に含む記録だけです
error-bad-log-line = 書き出した記録の行ではありません
    .rule = { $cause }
error-unknown-verdict = 「{ $value }」という答えはありません
error-unknown-scope = 「{ $value }」という範囲はありません
error-unknown-order = 「{ $value }」という並び順はありません
error-ambiguous-charge = 「{ $value }」で始まる ID の請求が複数あります
    .help = ID をもう少し長く入力してください
error-no-such-charge = ケースに「{ $value }」という ID の請求はありません
    .help = ID は status と scan に表示されます
error-scope-of-own = 複数の請求に及ぶ判断は、自分の利用と家族の利用だけです
    .help = それ以外は一件ずつ判断するか、ID を並べて指定してください
error-needs-yes = 確認が取れなかったため、何も変えていません
    .help = --yes を付けるか、端末で答えてください
error-nothing-to-undo = 取り消せるものはありません
error-nothing-to-redo = 元に戻せるものはありません
error-unknown-file = ケースにファイル { $value } はありません
error-unknown-card = ケースにカード { $value } はありません
    .help = ケースにあるカード: { $known }
error-several-households = 複数の世帯の行が含まれています: { $known }
    .help = 一つのケースは一つの世帯です。世帯ごとにケースを分けてください
error-said-other-household = これらの明細は世帯 { $value } のものと指定されましたが、ケースは { $known } のものです
    .help = その世帯のケースを --case で指定してください。このケースの世帯名を変えるには、ファイルを付けずに `import --household 名前` を実行してください
error-other-household = これらの行は世帯 { $value } のもので、ケースは { $known } のものです
    .help = 別のケースに取り込んでください
# deadlines

deadline-open = ご自身の利用でない、または誤りだと分かったら、期限を待たずにすぐ届け出てください。
deadline-not-breach = ここにある期限は、どれも漏えいの日からは数えません。
deadline-states = { $source }（{ $checked } 確認）には、次のようにあります: { $states }。
deadline-unread = 出典そのものでは確認していません: { $states }。
deadline-length-days = { $count }日（暦日）
deadline-length-business-days = { $count }営業日
deadline-length-months = { $count }か月
deadline-length-month-ends = { $count ->
    [1] 翌月末
    [2] 翌々月末
   *[other] { $count }か月後の月末
}
deadline-length-cycles = まる{ $count }回分の請求期間
deadline-way-after = 数え方: { $event }から数えて{ $length }まで。
deadline-way-before = 数え方: { $event }の{ $length }前まで。
deadline-way-back-from-report = 数え方: 届け出た日からさかのぼって{ $length }。{ $event }がその中にあること。1日待つごとに、範囲が1日ずれます。
deadline-most = 最長{ $days }日（暦日）。
deadline-first-day = 安全のため、その日を1日目として数えます。
deadline-no-day = 数えるものはありません（決まった日は示されていません）。
deadline-event-charge = 利用日
deadline-event-debit = 口座から引き落とされた日
deadline-event-statement-sent = 請求が載った最初の明細が送られた日
deadline-event-statement-notified = 請求が載った明細の通知を受けた日
deadline-event-learned = 紛失・盗難を知った日
deadline-event-report = カード会社が届け出を受け取った日
deadline-event-written-report = カード会社が書面の届け出を受け取った日
deadline-event-explanation = カード会社から説明があった日
deadline-event-draw = 次の自動支払いの日
deadline-event-none = なし
deadline-notice-written = その日までに、書面が届いている必要があります（発送だけでは足りません）。
deadline-notice-received = その日までに、届け出がカード会社に届いている必要があります（発送だけでは足りません）。
deadline-notice-sent = その日までに発送している必要があります（届いているほうが確実です）。
deadline-notice-spoken = 電話での届け出も有効です。
deadline-role-report = ご自身が届け出る期限
deadline-role-holder = ご自身が行うほかの手続き
deadline-role-issuer = カード会社が対応する期限
deadline-role-bank-limit = 銀行側の期限（ご自身の期限ではありません）
deadline-trust-stated = 出典を確認しています。
deadline-trust-stand-in = このカード会社の規約は確認していません。カード会社にお尋ねください。この国で最も早く終わる数え方を表示しています。
deadline-trust-unsure = 確かではありません（定めた条文を確認していません）。カード会社にお尋ねください。
deadline-trust-old = 確認してから長い時間がたち、変わっている可能性があります。まずカード会社にお尋ねください。
deadline-was = { $checked }に確認した時点では{ $length }でした（{ $today }の{ $months }か月以上前）。まずカード会社にお尋ねください。
deadline-product-credit = クレジットカード
deadline-product-debit = デビットカード
deadline-product-prepaid = プリペイドカード
deadline-product-business = 法人・事業用のカード
deadline-holds = 対象: { $products }、{ $countries }。{ $role }。
deadline-anywhere = 国を問わない
deadline-only-lost = カードそのものの紛失・盗難だけが対象です。
deadline-ends = その日に終わるもの
deadline-stays = その日には終わらないもの
deadline-late = 過ぎたとき
deadline-sure = 確度: { $confidence }。
deadline-last-known = 期限: { $date }（{ $event }の{ $from }から数えた日）。
deadline-last-earliest = 安全をみた期限: { $date }。{ $event }が分からないため、ありうる最も早い日（{ $from }）から数えています。その日が分かれば、期限が後になることがあります。
deadline-last-bank = 銀行側の期限が{ $date }に終わることがあります。ご自身の期限ではありません。
deadline-last-issuer = { $date }までに対応があるはずです（{ $event }の{ $from }から数えた日）。
deadline-last-missing = { $event }が分からないため、数えていません。
deadline-over = この日は過ぎています。
deadline-post-by = 郵送する場合は{ $date }までに投函してください。期限までに届いている必要があります（郵便にかかる日数は{ $days }日と仮定しています）。
deadline-post-late = 普通郵便では間に合わないおそれがあります。速達、ファクス、カード会社のフォームなど、カード会社が受け付けるより早い方法で今日送り、それで届け出になるかをお尋ねください。
deadline-first = 最も早い期限は{ $date }です: { $title }。
deadline-first-earliest = 最も早い期限は{ $date }以降です: { $title }。数え始める日が分からないため、{ $date }までに済ませるのが安全です。
deadline-first-stand-in = 安全のため{ $date }までに届け出てください。このカード会社の規約は確認していないため、いつまで届け出られるかをカード会社にお尋ねください。分かっている中で最も早い数え方によります: { $title }。
deadline-first-over = 最も早い期限は{ $date }に過ぎています: { $title }。それでも、今日届け出てください。
deadline-first-next = まだ過ぎていない期限は、{ $date }から順に来ます。
deadline-told = すべて届け出済みです。ここで数える期限について、これ以上の届け出は要りません。回答をお待ちください。
deadline-none-named = このカードについて、期限と言える日はありません。今日届け出て、いつまで届け出られるかをカード会社にお尋ねください。
deadline-waiting = { $when }届け出ると: { $charges ->
    [0] 最も早い期限に間に合う請求はなくなります
   *[other] { $charges }件が最も早い期限に間に合います（{ $sums }）
}
deadline-on-day = { $date }に
deadline-today = 今日
deadline-tomorrow = 明日
deadline-report-by = 上のどれにも当てはまらなければ、ご自身の利用でないと分かりしだい届け出てください。届け出の期限は、早ければ{ $date }です{ $told }。
deadline-report-over = 上のどれにも当てはまらなければ、届け出の期限は早ければ{ $date }に過ぎていますが、それでも届け出てください{ $told }。
deadline-report-told = （`postbreach deadlines show { $id }`）
deadline-ask-country = カードの発行国が分かれば（--country）、その国の期限を数えます。
deadline-ask = 明細の出る日（--statement-day または --statement-date）が分かれば、その日から数えます。

error-bad-statement-day = 「{ $value }」は毎月の日または日付の並びとして読めません
    .help = 20 のような毎月の日、または 2026-10-20, 2026-11-20 のような日付で指定してください
error-unknown-product = カードの種類「{ $value }」はありません
    .help = credit、debit、prepaid、business のいずれかです
error-unknown-deadline = 期限「{ $value }」はありません
    .help = `postbreach deadlines list` で一覧を見られます

error-no-charge-date = 請求の日付がないため、数えられません
    .help = --charge-date を指定してください。計上日だけが分かる場合は --posting-date を指定してください

# disputes

reason-not-mine = 私が利用したものでも、承認したものでもありません。
reason-not-recognised = この請求に心当たりがありません。
reason-unsure = 何の請求か、まだ分かりません。
reason-duplicate = 1回の利用について、二重に請求されています。
reason-amount = 金額が、承知したものと違います。
reason-cancelled = 解約した後に請求されています。
reason-not-received = 代金を支払った商品またはサービスを受け取っていません。
reason-credit-missing = 約束された返金がありません。
reason-other = この請求には、ほかに誤りがあります。
letter-not-mine = 自分のものではない請求（カードを止めます）
dispute-not-mine-replaced = 自分のものではない請求（{ $date }から使っていない番号）
letter-wrong = 誤りのある請求（カードは使い続けます）
letter-query = 照会する請求（申し立てではありません）
missing-card = カード番号の下4桁
missing-holder = カードに印字された名義
missing-transaction-date = 利用日
missing-posting-date = 計上日
missing-reference = 明細の照会番号
missing-twin = 正しいほうの請求の日付と照会番号
missing-dealt-before = このお店を以前に利用したことがあるか
missing-possession = カードが手元にあるか
missing-merchant-asked = お店に問い合わせた日と回答
missing-disputed = 申し出る金額
missing-note = 何があったか（ご自身の言葉で）
possession-held = カードは手元にあります。
possession-lost = カードを紛失しました。
possession-stolen = カードを盗まれました。
dispute-list = 申し出る請求の一覧
dispute-card = { $issuer }、カード番号の下4桁 { $card }
dispute-number = 番号
dispute-date = 日付
dispute-line = 明細の表示
dispute-amount = 金額
dispute-says = 申し出の内容
dispute-posted = 計上 { $date }
dispute-reference = 照会番号 { $reference }
dispute-part = { $amount }のうち{ $disputed }
dispute-twin = 正しい請求は{ $date }のものです。
dispute-twin-reference = 正しい請求は{ $date }のもの（照会番号 { $reference }）です。
dispute-dealt-yes = このお店は、以前に利用したことがあります。
dispute-dealt-no = このお店を利用したことはありません。
dispute-asked = { $date }にお店へ問い合わせました。
dispute-asked-answer = { $date }にお店へ問い合わせました。回答: { $answer }
dispute-cancelled = { $date }に解約または取り消しをしました。
dispute-attached = 添付: { $papers }
dispute-sum = 合計: { $sums }
dispute-booked = 確定した請求
dispute-pending = 未確定の請求: まだ申し出られません。電話では一緒に伝え、確定したらもう一度ご確認ください。
dispute-missing = まだ分からないもの
dispute-page = { $page } / { $pages } ページ
dispute-recognise = 届け出る前に
dispute-checked = { $number }番（確認済み）: { $checked }
dispute-check = { $check }（{ $numbers }番）
dispute-stops-card = この届け出をすると、カードは止まります。止めたカードは再び使えないため、続いている支払いは新しいカードで登録し直す必要があります。
dispute-name-card = 明細にカード番号の下4桁が記載されていません。次のように取り込み直すと、カードを下4桁で区別できます:
wanted-country = { $card }は、どの国で発行されたカードですか。国の2文字のコード（JP、US、DEなど）が分かると、その国の期限を数えられます。
wanted-product = カードの種類はどれですか（{ $card }）。クレジットカード、デビットカード、プリペイドカード、法人・事業用のカードのいずれかをお答えください。お答えがない間は、それぞれの期限を数え、最も早いものを示しています。
dispute-holder = カードの名義: { $holder }
dispute-rests = 期限の出典
wanted-statement-day = 明細は毎月何日に出ますか（{ $card }）。分かれば明細の日から数えます。分からない間は、明細が出た可能性のある最も早い日から数えています。
step-done = 済: { $step }
step-done-on = 済（{ $date }）: { $step }
wanted-payment-day = 自動支払い（口座引き落とし）の場合、支払日は何日ですか（{ $card }）。分かれば、次の支払いを止められる期限を数えます。
dispute-log-of = { $line }（{ $numbers }番）
dispute-overdue = { $title }: { $date }までにご対応いただけるはずでした。{ $states }
dispute-event-last = 請求{ $count }件の届け出の期限（カード { $card }）
dispute-event-safe = 遅くとも今日までに請求{ $count }件を届け出る（カード { $card }）
dispute-event-post = 今日、書面を投函する（カード { $card }）
dispute-event-holder = 期限（カード { $card }）: { $title }
dispute-event-issuer = 回答の期限（カード { $card }）: { $title }
dispute-event-statement = 次の明細をダウンロードする（カード { $card }）
dispute-event-statement-about = 明細を取り込んでください。返金が載っていることがあります。返金が取り消されることもあるため、その後2回の明細まで確かめます。
dispute-event-offer = 会社の対応の受付が終わる日: { $breach }
dispute-line-of = { $amount } · { $line } · { $date }
dispute-check-first = 先に確かめ、分かったことを書き留めてください:
dispute-was-checked = 確認済み: { $checked }
dispute-sure = 1行ずつ、もう一度ご確認ください。お考えのとおりですか。
dispute-none = カード会社に伝える請求はありません。先に判断してください（`postbreach decide`）。
dispute-none-reported = 届け出た請求はまだありません。届け出たら、その日を書き留めてください（`postbreach dispute mark`）。
dispute-written = 書き出しました: { $file }
way-letter = 書面
dispute-mark-it = 送ったら、書き留めてください: { $command }

error-bad-letter = 書面を作れません: { $cause }
    .help = ひな形を直すか、ご自身のものを外してください（付属のひな形が使われます）

error-unmade-file = { $shape }を作れません: { $cause }

error-not-so-written = { $paper }は{ $value }では書き出せません
    .help = letter、call-sheet、follow-up は pdf・html・md、list はそのほかに csv・xlsx・json で書き出せます

error-several-papers = カードと申し出の内容ごとに{ $count }通あるため、一つにまとめて出力できません
    .help = --output でファイルを指定するか、一枚のカードの同じ申し出の請求だけを指定してください
error-binary-to-terminal = { $value }は、端末に表示できる形式ではありません
    .help = --output でファイルを指定してください
error-unknown-ending = 「{ $value }」では書き出せません
    .help = ファイル名の末尾を .pdf、.html、.md、.csv、.xlsx、.json のいずれかにしてください

error-nothing-booked = カード { $card } には確定した請求がまだないため、書面は作れません
    .help = 未確定の請求は電話で伝え、確定してから書面を作ってください

# 判断の後: 異議の申し出

stage-unreported = 届け出前
stage-reported = 届け出済み
stage-acknowledged = 受付の返答あり
stage-part = 一部返金
stage-refunded = 返金済み
stage-refused = 認められず
stage-closed = 返金を確認し完了
step-reported = 届け出た日
step-acknowledged = 受付の返答があった日
step-refunded = 返金の日
step-refused = 認められなかった日
answer-none = （回答なし）
key-possession = カードの所在
key-dealt-before = 以前の取引
key-merchant-asked = 加盟店に問い合わせた日
key-merchant-answer = 加盟店の回答
key-twin = 正しい請求の日
key-cancelled-on = 解約または取り消しの日
key-twin-reference = 正しい請求の照会番号
key-lost-on = 紛失・盗難を知った日
key-reference = 明細の照会番号
key-disputed = 申し出る金額
key-happened = 経緯
key-papers = 添付するもの
key-checked = 先に確かめたこと
said-mine = 回答: 自分の利用
said-family = 回答: 家族の利用
said-not-mine-said = 回答: 利用していない
said-unknown = 回答: 分からない
because-confirmed = ご自身で確認済みです
because-equal = 加盟店、カード、金額が同じで、請求より後の日付です
because-same-day = 加盟店、カード、金額は同じですが、請求と同じ日です
because-provisional = 仮の返金または未確定で、取り消されることがあります
because-wording = 金額が同じで、カード会社自身の返金の表示です
because-other-card = 加盟店と金額は同じですが、カードが異なります
because-part = 加盟店とカードは同じですが、金額は一部だけです
because-more = 加盟店とカードは同じですが、金額が大きくなっています（いくつかの請求をまとめた返金か、為替レートの違いかもしれません）
credit-is = { $day }の入金{ $amount }（{ $raw }）はこの請求の返金です。理由: { $why }。
credit-taken-back = { $day }に取り消されたため（{ $raw }）、返金には数えません。理由をカード会社にお尋ねください。
credit-may-be = { $day }の入金{ $amount }（{ $raw }）はこの請求の返金かもしれません。理由: { $why }。確定するには: { $mark }
raised-rebilled = 返金の後に再び請求されています: { $charge }。返金されたのは{ $of }です。届け出る前に、ご自身の新しい注文でないか加盟店に確かめてください。
raised-taken-back = 返金の取り消しを示す表示です: { $charge }。返金されたのは{ $of }です。理由をカード会社にお尋ねください。
raised-old-number = { $day }に切り替えた古い番号での請求です: { $charge }。定期的な請求のある加盟店にはカード会社が新しい番号を伝えることがあり、計上が遅れることもあります。いずれでもなければカード会社にお尋ねください。
status-disputes = 異議申し立てをした請求{ $count }件:
head-currency = 通貨
head-disputed = 申し出た額
head-refunded = 返金額
head-refused = 認められなかった額
import-disputes = この取り込みに関わる異議申し立て:
marked = 保存しました: { $what }
error-charge-pending = 請求 { $value } は未確定です。変わったり消えたりすることがあり、まだ異議申し立てはできません
    .help = 確定してから、その明細を取り込んでください
error-not-decided = 請求 { $value } は、認めないものとして判断されていません
    .help = 先に decide --not-mine または --wrong で判断してください
error-not-asked = 請求 { $value } について、まだ誰にも確かめていません
    .help = ask の質問票で確かめて ask --answer で記録するか、確実なら decide --not-mine で判断してください
error-wrong-step = ここで「{ $step }」とすることはできません（{ $last ->
    [none] まだ届け出済みになっていません
   *[other] 最後の段階は「{ $last }」です
}）
    .help = 段階は reported、acknowledged、refunded または refused の順です。電話の後に手紙を送ったときは、reported をもう一度 --via 手紙 で書き留めます。undo で最後の段階を取り消せます
error-before-last-step = { $value } は、請求または最後の段階の日（{ $last }）より前です
    .help = 日付をご確認ください。undo で最後の段階を取り消せます
error-refund-too-large = { $value } は請求額（{ $known }）を超えています
    .help = 申し出る額、または今回の返金だけの額を指定してください
error-amount-of-several = 複数の請求に一つの金額が指定されています
    .help = 一件ずつ指定してください
error-bad-amount-option = 「{ $value }」を正の金額として読めません
    .help = 18.40 のように書いてください
error-date-in-future = { $value } は{ $today }より後です
    .help = すでに起きたことを記録してください
error-unknown-step = 「{ $value }」という段階はありません
error-unknown-key = 「{ $value }」という項目はありません
    .help = 項目: { $known }
error-bad-answer = 「{ $value }」は { $key } の答えになりません
    .help = 答えられるもの: { $takes }
error-unknown-reply = 「{ $value }」という回答はありません
    .help = mine、family、not-mine-said、unknown のいずれかです

# 判断の後: カード、定期的な請求、質問、差出人

recurring-title = 新しいカード番号を登録する、定期的な請求
recurring-intro = 次の加盟店から定期的な請求があります。新しい番号を登録したら印を付けてください。
recurring-none = これらの明細に、定期的な請求は見つかりませんでした。
recurring-how = 印を付けるには `postbreach recurring --done 名前` を使います。次回の日付は、これまでの間隔からの見込みです。年払いは、十分に古い明細がある場合にだけ分かります。
recurring-cadence = { $cadence ->
    [weekly] 毎週
    [monthly] 毎月
    [yearly] 毎年
   *[other] { $cadence }
}
recurring-early = { $cadence }（まだ数回）
recurring-change = { $day }に{ $before }から{ $after }へ変更
recurring-seen = 新しい番号で請求済み
head-done = 済
head-cadence = 頻度
head-last = 前回
head-next = 次回の見込み
head-change = 備考
head-raw = 明細の表示
head-id = 請求ID
head-answer = 回答
ask-title-family = この請求に心当たりはありますか
ask-title-merchant = { $name }での請求についての質問
ask-title-issuer = { $name }の請求についての質問
ask-intro-family = 共有しているカードの請求です。ご自身の利用かどうか、一件ずつ教えてください。店は別の名前で請求することがあります。利用したことを責めるものではありません。
ask-intro-merchant = カードの明細に次の請求があり、何の代金かを知りたく、ご連絡しました。一件ごとに、注文の内容、注文日、注文者名をお知らせください。お尋ねするだけのものです。
ask-intro-issuer = 次の請求の内容を知りたく、ご連絡しました。一件ごとに、加盟店の正式な名称、所在地、電話番号、カードの使われ方をお知らせください。お尋ねするだけで、異議申し立てではありません。
ask-answer-family = ☐ 自分  ☐ 違う  ☐ 分からない
ask-answer-merchant = ＿＿＿＿＿＿＿＿＿＿
ask-answer-issuer = ＿＿＿＿＿＿＿＿＿＿
ask-nothing = 確かめたい請求はありません。
ask-record = 回答は一件ずつ記録してください: postbreach ask --answer ID mine|family|not-mine-said|unknown --on 日付
ask-propose = まだ何も判断していません。判断するには: { $command }
field-name = 氏名
field-address = 住所
field-phone = 電話番号
field-jurisdiction = 適用される国
field-product = カードの種類
field-statement-day = 明細の出る日
field-payment-day = 自動支払いの日
origin-card = このカードについて入力済み
origin-all = すべてのカードについて入力済み
origin-layout = 明細の形式から
origin-unknown = 未入力
profile-line = { $name }: { $value }（{ $from }）
profile-line-empty = { $name }: { $from }
profile-saved = 保存しました。
error-bad-new-number = 新しい番号が、古い番号と異なる4桁の数字ではありません
    .help = 末尾の4桁だけを入力してください
error-unknown-recurring = 定期的な請求のある加盟店に「{ $value }」はありません
    .help = 一覧にあるもの: { $known }
error-card-number = カード番号の全桁が含まれているため、保存しません
    .help = 番号を除くか、末尾の4桁だけにしてください
error-bad-profile = 「{ $value }」は { $field } に使えません
    .help = 使えるもの: { $takes }
error-unknown-field = 「{ $value }」という項目は保存できません
error-unknown-whom = 「{ $value }」という相手はありません

# ページ

review-opened = ブラウザーでページを開きました。このパソコンの中だけで動いています。ページの「終了」を押すか、ここで Ctrl-C を押すと終わります。
review-not-opened = ブラウザーを開けませんでした。このパソコンで次のアドレスを開いてください（一度だけ使えます）: { $address }
review-ended = ページを終了しました。
error-page-not-served = ページを表示できません: { $cause }
error-page-not-understood = ブラウザーから届いた内容を読み取れませんでした
    .help = 前のページに戻って読み込み直し、もう一度操作してください
error-page-too-much = 一度に送られた量が多すぎるため、何も読み込んでいません
    .help = 一度に入れられるのは{ $files }ファイル、{ $megabytes } MBまでです。数を減らすか、期間を短くしてダウンロードしてください
error-page-form-old = このフォームは以前に起動したときのものなので、何も変更していません
    .help = ページを読み込み直してから、もう一度操作してください
error-page-nowhere = このページはありません
error-page-outdated = このページを表示した後に、別のウィンドウなどで内容が変わったため、今回は何も変更していません
    .help = 前のページに戻って読み込み直し、今の状態を確かめてください
error-no-case-open = ケースが開かれていません
web-refused = postbreach: 表示できません。このページを見られるのは、プログラムが開いたブラウザーだけです。プログラムを終了し、もう一度起動すると新しいアドレスになります。
web-skip = 本文へ
web-large = 大きな文字
web-veiled = 名前と金額をぼかす
web-quit = 終了
web-foot = このパソコンの外には何も送りません。これは情報であり、法律上の助言ではありません。
web-problem = うまくいきませんでした
web-problem-kept = これまでの回答は保存されています。
web-back-start = 最初のページへ
web-start = 情報漏えいのあと、この請求は誰のものか
web-quit-title = ひとまず終わり
web-quit-ended = postbreach を終了しました。このウィンドウは閉じてかまいません。
web-counts = 確認したい請求: { $open }件{ $bands } · { $all }件中{ $done }件済み
web-steps = 手順
web-step-files = 明細
web-step-breach = 漏えい
web-step-recognise = 見覚え
web-step-worklist = 判断
web-step-papers = 書類
web-step-follow = 届け出の後
web-undo = 取り消す
web-redo = やり直す
web-menu = その他
web-keys = キー操作
web-log = 記録
web-close = 閉じる
web-key-move = 次へ、前へ
web-key-select = まとめて答えるために印を付ける
web-key-decide = 自分、家族、まだ分からない、利用していない
web-key-wrong = 利用したが請求が正しくない
web-key-explain = この請求のすべて
web-key-search = 検索
web-key-undo = 取り消す、やり直す
web-start-lead = カードの明細と、ひと晩の時間があれば十分です。漏えいの後の請求を、落ち着いて一つずつ確かめましょう。初めは心当たりのない請求も、ほとんどは自分や家族の利用だと分かります。最後に残ったものは、一覧と電話で読み上げる紙にまとめ、いつまでに届け出るかも添えます。
web-first = まず最初に
web-first-lock-title = 今も新しい請求が増えていますか
web-first-lock = それなら、先にカードを止めてください。カード会社のアプリか、カードの裏面の番号への電話でできます。このページは後で大丈夫です。
web-first-unplug = 何もこのパソコンの外には出ません。今ネットワークを切っても、ここでの作業はすべてできます。
web-continue-open = 開いているケース
web-ephemeral-open = 何も残りません。
web-continue = 続ける
web-new = はじめる
web-new-about = お一人、または一つの家族ごとに始めます。答えたことはその都度保存され、いつでも中断して続きから再開できます。
web-new-name = 分かりやすい名前（お名前など）
web-new-where = 保存先
web-new-start = はじめる
web-resume = 続きから
web-resume-about = このパソコンで始めたもの（新しい順）:
web-resume-none = このパソコンで始めたものはまだありません。
web-resume-other = 別の場所にあるケース
web-resume-path = ファイルの場所（フォルダーも含めて）
web-nothing = 何も残さない
web-nothing-about = ほかの人のパソコンを使うときや、ためしに見るときに。すべてメモリーの中だけで、「終了」を押すと消えます。
web-nothing-start = 残さずに始める
web-demo = まず例を見る
web-demo-about = シアトルに住む架空の女性の二枚のカードと、架空の書店の情報漏えいの例です。何も残りません。
web-demo-start = 例を開く
web-demo-orders-about = この例の人たちは、お店の注文履歴を調べました。追加すると、何が分かるかをご覧いただけます。
web-demo-orders = 注文履歴を追加する
web-what = この一行は何ですか
web-what-about = 明細に書かれているとおりの文字
web-what-ask = 調べる
web-idle = { $hours }時間使われないと、ページは自動で終わります。
web-files = 明細を入れる
web-files-lead = カード会社のサイトから、漏えいの前と後の明細をダウンロードしてください。できれば CSV が確実です。古い明細があるほど、ふだんの利用が分かります。
web-drop = ファイルを選ぶ
web-drop-here = または、このページのどこかにドラッグ＆ドロップしてください
web-drop-read = 読み込む
web-drop-about = CSV、Excel、OFX、QIF、銀行の XML、それらの ZIP。一度に{ $most }ファイルまで。読むだけで、コピーは作りません。
web-paper = 紙や PDF しかありませんか
web-type = 請求を入力する
web-failed = 読めなかったもの
web-read = 読み込んだもの
web-answer-mdy = 月が先
web-answer-dmy = 日が先
web-answer-ymd = 年が先
web-answer-positive = 利用は正の数で書かれている
web-answer-negative = 利用は負の数で書かれている
web-answer-other = ほかの答え:
web-answer-save = これで正しい
web-answer-drop-again = 答えるには、このファイルをもう一度入れてください。明細のファイルそのものは残さず、行だけを残しているためです。
web-rejected = 読めなかった行が{ $count }行あります
web-details = どう読んだか
web-coverage = どの月があるか
web-next-breach = 次へ: 何が漏れたか
web-next-worklist = 見ていただく請求へ
web-next-recognise = すべてに目を通す
web-next-papers = 書類へ
web-next-follow = 届け出の後
web-type-lead = 明細のとおりに、一行に一件ずつ入力してください。1件から{ $most }件まで。空の行は読みません。
web-type-currency = 通貨
web-type-card = カード番号の下4桁（任意）
web-type-date = 日付
web-type-text = 利用先（明細のとおり）
web-type-amount = 金額
web-type-hint = カード番号の全部は入力しないでください。返金は金額の前に「-」を付けます。間違えて取り込んだものは「明細」から取り除けます。
web-type-save = この請求を取り込む
web-type-more = 行を増やす
web-breach = 何が漏れましたか
web-breach-answer = あなたのカードへの影響
web-breach-lead = 会社からの通知（手紙やメール）を手もとに置いて、書かれているとおりにお答えください。書かれていないことは空けておいてかまいません。
web-breach-which = この中にありますか
web-breach-own = ほかのもの（通知のとおりに入力する）
web-breach-own-about = 下の欄に入力してください。
web-breach-held = いま入力されているもの
web-breach-own-held = 通知のとおり
web-breach-remove = 外す
web-breach-another = ほかの漏えいを加える
web-breach-cards = カード: { $cards }
web-letter-days = いつからいつまでですか
web-letter-from = から
web-letter-to = まで（書かれていれば）
web-letter-days-about = 一日だけでもかまいません。月しか書かれていなければ、その月の最初の日にしてください。
web-letter-company = 会社名（任意）
web-letter-what = 何が含まれていましたか
web-letter-what-about = 書かれていなければ何も選ばないでください。カード番号も含まれるものとして調べます。
web-letter-card = どのカードですか
web-letter-card-about = 分からなければ選ばないでください。すべてのカードを調べます。
web-breach-save = 通知のとおりです
web-recognise = 見覚えのある利用先はどれですか
web-recognise-lead = 漏えいの後のすべての請求を、利用先ごとに、大きい順に並べました。知っているものは一度押すだけです。そのたびに、残りを見直します。
web-recognise-done = 利用先{ $all }件中{ $done }件済み
web-recognise-none = この明細には、漏えいの後の請求がありません。
web-search = 検索
web-search-go = 探す
web-search-found = { $count }件見つかりました。
web-search-all = すべて表示
web-head-shop = 利用先
web-head-sum = 合計
web-head-last = 最後
web-head-answer = お答え
web-listed = 要確認
web-charges = 請求{ $count }件
web-know = 知っている
web-know-family = 家族
web-look = 詳しく見る
web-done = 済み
web-more = 続き
web-worklist-lead = 理由を読み、まず問題のない説明がないかを確かめてから、分かることを答えてください。答えはすぐに保存され、いつでも取り消せます。
web-order = 並び順:
web-order-band = 先に見るもの
web-order-new = 新しく読んだもの
web-order-last-day = 期限の早い順
web-order-date = 日付
web-order-merchant = 利用先
web-all-of-them = { $count }件まとめて:
web-say-mine = 自分
web-say-family = 家族
web-say-unsure = まだ分からない
web-say-not-recognised = 心当たりがない
web-say-not-mine = 利用していない
web-say-wrong = 利用したが、請求が正しくない:
web-say-wrong-save = そう答える
web-pick = まとめて答えるために選ぶ
web-picked = 選んだもの:
web-worklist-more = あと{ $count }件
web-timeline = 時間の流れで見る
web-left = { $days ->
    [0] 届け出の期限は、早ければ今日（{ $date }）です。
   *[other] 届け出の期限は、早ければ{ $date }です（あと{ $days }日）。
}
web-left-over = 届け出の期限は、早ければ{ $date }でした。過ぎていても、ご自身の利用でないと分かりしだい届け出てください。
web-back = 戻る
web-why = 表示している理由
web-here = この利用先のこれまで
web-decide = お答え
web-note = メモ（任意）
web-until = この日を過ぎたらもう一度尋ねる（任意）
web-scope = どこまで同じ答えにしますか
web-scope-charge = この請求だけ
web-scope-same-amount = この利用先の同じ金額すべて: { $count }件、{ $sum }
web-scope-merchant-on-card = このカードでのこの利用先すべて: { $count }件、{ $sum }
web-scope-merchant = この利用先すべて: { $count }件、{ $sum }
web-scope-about = 二件以上に及ぶのは「自分」と「家族」だけです。
web-rows = 明細の行と、名前の読み方
web-rules = この請求に問われたすべてのこと
web-head-place = 場所
web-head-about = 内容
web-head-rule = 問い
web-head-outcome = 結果
web-head-says = 説明
web-decided = 保存しました: { $charge } – { $verdict }
web-checked = 確かめたこと: { $checks }。
web-ask-about = この請求をほかの人に尋ねる、または回答を書き留める
web-confirm = よろしいですか
web-confirm-yes = はい、すべて
web-confirm-no = いいえ、戻る
web-log-lead = お答えの記録です（新しい順）。上書きはされません。取り消したものも、線を引いて残ります。
web-log-empty = まだ何もありません。
web-head-number = 番号
web-head-when = いつ
web-head-what = 内容
web-head-undo = 取り消し
web-taken-back = 取り消し済み
web-lies = このパソコンに残るもの
web-lies-case = お答えと明細の行:
web-lies-nothing = 今回の作業は何も残りません。メモリーの中だけでした。
web-lies-earlier = ページのフォルダーにあるケース{ $count }件:
web-lies-statements = ダウンロードした明細（保存した場所にそのまま）。このプログラムはコピーを作っていません。
web-lies-printed = ブラウザーから印刷または保存したもの。
web-case = このケース
web-case-go = 消去・保存する
web-case-holds = ファイル{ $files }件、請求{ $charges }件、記録{ $entries }件が入っています。
web-backup = 手もとに置く控え
web-backup-about = 明細の行とお答えのすべてが、いまのまま1つのファイルに入ります。開けば誰でも読めますので、明細と同じように保管してください。
web-backup-get = 控えを保存する
web-backup-back = 後で使うとき:
web-restore = 控えを開く
web-restore-about = 前にここで保存した控えを、新しい名前のケースとして開きます。
web-restore-file = 控えのファイル
web-restore-go = 開く
web-forget = 完全に消去する
web-forget-about = ここで消去したものは元に戻せません。先に消去される内容が表示され、確認するまでは何も消えません。
web-forget-card = カード1枚
web-forget-look = 消去される内容を見る
web-known-files = { $count }件のファイルはすでにケースにあります。それらは何も変えていません。
web-forget-file = このファイルを取り除く
web-forget-all = すべて（消去される内容を見る）
web-forget-undo = 元に戻すことはできません。先に控えを残すには:
web-forget-yes = 完全に消去する
web-quit-now = 終了する
web-papers = 持ち出す書類
web-papers-lead = それぞれ新しいウィンドウで開き、そのまま印刷できます。
web-open = 開く
web-papers-open = まだ見ていない請求が{ $count }件あります。
web-papers-none = 認めていない請求はないため、届け出るものはありません。必要に応じて次の紙をお使いください。
web-papers-stops = 利用していないと届け出ると、カードは止まります。新しい番号のカードが届き、定期的な支払いは登録し直しになります。
web-papers-lacks = まだ分からないこと:
web-papers-tell = 答える
web-papers-sum = 合計: { $sum }
web-head-says-you = お答え
web-paper-call = 電話で読み上げる紙
web-paper-letter = 書面
web-paper-disputed = 一覧
web-paper-calendar = これからの日程
web-paper-calendar-about = 届け出の期限や返事の期限を、スマートフォンやパソコンのカレンダーに入れられます。利用先の名前は入りません。
web-paper-calendar-get = カレンダーを保存
web-sender = 差出人
web-sender-about = 書面に記され、日数の計算にも使われます。カードごとに、明細が毎月何日に出るかを入力してください。このパソコンのケースの中だけに残ります。
web-papers-steps = 手順
web-paper-follow-up = もう一度問い合わせる
web-sender-save = 保存
web-paper-list = 確認用の一覧
web-paper-list-about = 確認したい請求を、理由と印を付ける欄とともに並べた紙です。
web-paper-ask-about = 家族、お店、カード会社に尋ねる紙です。判断の内容は書かれていません。
web-paper-ask-family = 家族
web-paper-ask-merchant = お店
web-paper-ask-issuer = カード会社
web-ask = ほかの人に尋ねる
web-ask-go = 質問と回答
web-ask-lead = 「心当たりがない」とする前に、尋ねてみてください。たいていは、控えや家族、お店への確認で分かります。回答はここに書き留めてください。それだけで判断が変わることはありません。
web-ask-print = 渡すための用紙
web-ask-said = 回答
web-said-mine = 自分の利用だった
web-said-family = 家族の利用だった
web-said-not-ours = 利用していない
web-said-unknown = 分からない
web-ask-on = 回答の日
web-ask-note = メモ（誰の回答か、など）
web-ask-undecided = まだ何も判断していません。
web-decide-now = 判断する
web-paper-recurring-about = 新しいカード番号を登録し直す先の一覧です。
web-cards = カードと定期的な請求
web-cards-go = 新しい番号と定期的な請求
web-cards-lead = カードの番号が新しくなったら、ここに入力してください。履歴は引き継がれ、古い番号への請求は確認の対象として示されます。下には、登録し直す先が並びます。
web-cards-new = 新しい番号
web-cards-replaced = このカードは新しい番号になった
web-cards-again = 訂正する
web-cards-digits = 新しい番号の下4桁
web-cards-on = 切り替わった日
web-cards-about = カード番号の全桁は入力しないでください。
web-cards-none = これらの明細には、カードの番号が書かれていません。
web-cards-tick = 登録した
web-cards-estimates = 次回の日付は、これまでの間隔からの見込みです。年払いは、十分に古い明細がある場合にだけ分かります。
web-cards-print = この一覧を印刷する
web-follow = 届け出の後
web-follow-lead = カード会社に伝えたことと、その返事を書き留めてください。次の明細を入れると、返金されたかどうかが分かります。
web-follow-together = { $card }の{ $count }件をまとめて（{ $stage }）
web-follow-together-about = 一度の電話、一通の手紙、一つの返事がすべてについてのものなら、ここに書き留めてください。1件ずつの欄は下にあります。
web-follow-none = 認めていない請求はまだありません。
web-refund-is = 返金:
web-refund-may-be = 返金かもしれません:
web-refund-yes = はい、そうです
web-mark-step = 起きたこと
web-mark-reported = カード会社に届け出た
web-mark-written = 手紙（書面）で届け出た
web-mark-acknowledged = 受け付けたと言われた
web-mark-refunded = 返金された
web-mark-refused = 断られた
web-mark-on = 日
web-mark-via = 方法（電話、書留など）
web-mark-ref = 受付番号
web-mark-save = 書き留める
web-form-answers = 書類で尋ねられること
web-form-answers-save = 保存
error-nothing-dropped = ファイルが選ばれていません
    .help = 一つ以上選んでください
error-nothing-chosen = 何も選ばれていません
    .help = 戻って選んでください
error-nothing-typed = 請求が入力されていません
    .help = 一行以上入力してください
error-nothing-asked = 尋ねる請求がありません
error-typed-row-open = { $row }行目に日付、利用先、金額のどれかがありません
    .help = 入力するか、その行をすべて空にしてください
error-typed-amount = { $row }行目の「{ $value }」は一つの金額として読めません
    .help = 1,480 や 12.50 のように、数字だけを入力してください
error-file-not-held = このファイルはもう手もとにありません
    .help = もう一度入れてから答えてください
error-breach-without-day = 日付がありません
    .help = 通知にある最初の日を入れるか、一覧から選んでください
