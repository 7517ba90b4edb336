pragma foreign_keys = off;
pragma application_id = 1346528115;
pragma user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE import (id integer primary key, at text not null) strict;
INSERT INTO "import" VALUES(1,'2026-11-26T09:29:00Z');
CREATE TABLE log (
    seq integer primary key,
    salt blob,
    content text,
    sealed blob not null,
    chain blob not null
) strict;
INSERT INTO "log" VALUES(1,X'B3DFEB5BEFBB9D2F7BDCF43EAEA1B0C2DF05FDCDBA6606BD4EB1008A6C3C9A52','{"at":"2026-11-26T09:29:02Z","group":1,"entry":"decide","charge":"73c5df76faaa","verdict":"not-recognised","note":"asked at home","scope":"charge","amount":"689.00","currency":"USD"}',X'B3931731B3ECC9379A1E975CA9A45D25DC58979B2828D58245B7F7F938FDF7D2',X'9E36E81717EFC9035A65308CFE6FF2034CA658BB9F1D210DF55A9D9ECED3753E');
INSERT INTO "log" VALUES(2,NULL,NULL,X'1F7FF11B486573DB92A026F6623081A0B04C59FC90F6CBC531CB3613F1715F6C',X'28FE83AECDEE52A28119CD6F879897435384268AE823F0C7A47884E65247028C');
INSERT INTO "log" VALUES(3,X'E87DC1FA597637FAD97DDF4CDA0987D7C6E5E1D075FE5BF7B17F9D0ABB0650BB','{"at":"2026-11-26T09:29:03Z","group":3,"entry":"undo","undoes":[2]}',X'3DDD1C44DAA343C01830BA0853BDB650B22A23D11A0E4857BBB6F6684EA3576B',X'12B12E5DE0B1A4B072EAAC39690A8EFB8D2962CEFD7B1263F1D402E2B06A691A');
INSERT INTO "log" VALUES(4,X'B572A1011CC875AC09C88B9DA064B1430A1FA014D9EEF5E57D565D6C35BAA901','{"at":"2026-11-26T09:29:03Z","group":4,"entry":"forget","rows":1,"entries":1,"everything":false}',X'0F7D1A0C3E662695839ADE9173B01FDD3701A7D32AA56194D33F3FCE4DF07266',X'24E4FC10F5B77063664BE0D9EFD8D5FB07B06B23707A394F75C4AFEB47B72F4B');
CREATE TABLE set_apart (
    source integer not null references source on delete cascade,
    nth integer not null,
    line integer not null,
    class text not null,
    problem text,
    primary key (source, nth)
) without rowid, strict;
INSERT INTO "set_apart" VALUES(1,0,1,'header',NULL);
INSERT INTO "set_apart" VALUES(2,0,1,'header',NULL);
CREATE TABLE setting (name text primary key, value text not null) without rowid, strict;
INSERT INTO "setting" VALUES('exposure','{"breaches":[{"name":"2026-01-10"}],"exposed":null,"cards":[]}');
INSERT INTO "setting" VALUES('household','"Sample"');
INSERT INTO "setting" VALUES('log-head','[4,"24e4fc10f5b77063664be0d9efd8d5fb07b06b23707a394f75c4afeb47b72f4b"]');
CREATE TABLE source (
    id integer primary key,
    import integer not null references import,
    hash text not null unique,
    name text not null,
    layout text not null,
    source text not null,
    encoding text not null,
    rows integer not null,
    answers text not null,
    about text not null
) strict;
INSERT INTO "source" VALUES(1,1,'9e2934166e8bcd3c69a50d8c9fb0170c54f2841abc3deb6ef3a788199119096b','Chase4321_Activity20260131.CSV','chase-card','card','utf-8',5,'[]','{"institution":{"en":"Chase","ja":"チェース"},"medium":false,"stable_reference":false,"bill":null,"dated":null,"syntax":"delimited","totals":[],"notices":[],"questions":[]}');
INSERT INTO "source" VALUES(2,1,'50dda8c0d3cf3b656efd6ca63c38bd2fa6d1e5914dea9e1d9a309e8d033e2777','other.csv','postbreach','card','utf-8',2,'[]','{"institution":{"en":"postbreach CSV","ja":"postbreach の CSV"},"medium":false,"stable_reference":true,"bill":null,"dated":null,"syntax":"delimited","totals":[],"notices":[],"questions":[]}');
CREATE TABLE transactions (
    source integer not null references source on delete cascade,
    nth integer not null,
    charge text,
    line integer not null,
    card text not null,
    transaction_date text,
    posting_date text,
    date_precision text not null,
    descriptor text not null,
    merchant text not null,
    amount integer not null,
    decimals integer not null,
    currency text not null,
    kind text not null,
    kind_printed integer not null,
    status text not null,
    foreign_amount text,
    foreign_currency text,
    country text not null,
    installment integer,
    installments integer,
    reference text not null,
    holder text not null,
    billed text,
    extra text not null,
    primary key (source, nth)
) without rowid, strict;
INSERT INTO "transactions" VALUES(1,0,'73c5df76faaa',2,'4321','2026-01-26','2026-01-27','day','VOLTHAVEN ELECTRONICS','',6890000,2,'USD','purchase',1,'posted',NULL,NULL,'',NULL,NULL,'','','689.00','[["Category","Shopping"]]');
INSERT INTO "transactions" VALUES(1,1,'76cd77f97534',3,'4321','2026-01-24','2026-01-25','day','PIXELPOND DIGITAL','',10000,2,'USD','purchase',1,'posted',NULL,NULL,'',NULL,NULL,'','','1.00','[["Category","Shopping"]]');
INSERT INTO "transactions" VALUES(1,2,NULL,4,'4321','2026-01-20','2026-01-20','day','Payment Thank You-Mobile','',-1200000,2,'USD','payment',1,'posted',NULL,NULL,'',NULL,NULL,'','','-120.00','[]');
INSERT INTO "transactions" VALUES(1,3,'6f7a79ead185',5,'4321','2026-01-12','2026-01-13','day','ORCHARD GROCER 44','',955800,2,'USD','purchase',1,'posted',NULL,NULL,'',NULL,NULL,'','','95.58','[["Category","Groceries"]]');
INSERT INTO "transactions" VALUES(2,0,'76960f1e6292',2,'9911','2026-02-08',NULL,'day','KESTREL GADGETS','',500000,2,'USD','purchase',0,'pending',NULL,NULL,'',NULL,NULL,'','','50.00','[]');
COMMIT;
