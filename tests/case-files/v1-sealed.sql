pragma foreign_keys = off;
pragma application_id = 1346528115;
pragma user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE import (id integer primary key, at text not null) strict;
INSERT INTO import VALUES(1,'2026-11-26T09:29:00Z');
CREATE TABLE log (
    seq integer primary key,
    salt blob,
    content text,
    sealed blob not null,
    chain blob not null
) strict;
INSERT INTO log VALUES(1,X'b3dfeb5befbb9d2f7bdcf43eaea1b0c2df05fdcdba6606bd4eb1008a6c3c9a52','{"at":"2026-11-26T09:29:02Z","group":1,"entry":"decide","charge":"73c5df76faaa","verdict":"not-recognised","note":"asked at home","scope":"charge","amount":"689.00","currency":"USD"}',X'b3931731b3ecc9379a1e975ca9a45d25dc58979b2828d58245b7f7f938fdf7d2',X'9e36e81717efc9035a65308cfe6ff2034ca658bb9f1d210df55a9d9eced3753e');
INSERT INTO log VALUES(2,NULL,NULL,X'1f7ff11b486573db92a026f6623081a0b04c59fc90f6cbc531cb3613f1715f6c',X'28fe83aecdee52a28119cd6f879897435384268ae823f0c7a47884e65247028c');
INSERT INTO log VALUES(3,X'e87dc1fa597637fad97ddf4cda0987d7c6e5e1d075fe5bf7b17f9d0abb0650bb','{"at":"2026-11-26T09:29:03Z","group":3,"entry":"undo","undoes":[2]}',X'3ddd1c44daa343c01830ba0853bdb650b22a23d11a0e4857bbb6f6684ea3576b',X'12b12e5de0b1a4b072eaac39690a8efb8d2962cefd7b1263f1d402e2b06a691a');
INSERT INTO log VALUES(4,X'b572a1011cc875ac09c88b9da064b1430a1fa014d9eef5e57d565d6c35baa901','{"at":"2026-11-26T09:29:03Z","group":4,"entry":"forget","rows":1,"entries":1,"everything":false}',X'0f7d1a0c3e662695839ade9173b01fdd3701a7d32aa56194d33f3fce4df07266',X'24e4fc10f5b77063664be0d9efd8d5fb07b06b23707a394f75c4afeb47b72f4b');
CREATE TABLE set_apart (
    source integer not null references source on delete cascade,
    nth integer not null,
    line integer not null,
    class text not null,
    problem text,
    primary key (source, nth)
) without rowid, strict;
INSERT INTO set_apart VALUES(1,0,1,'header',NULL);
INSERT INTO set_apart VALUES(2,0,1,'header',NULL);
CREATE TABLE setting (name text primary key, value text not null) without rowid, strict;
INSERT INTO setting VALUES('exposure','{"breaches":[{"name":"2026-01-10"}],"exposed":null,"cards":[]}');
INSERT INTO setting VALUES('household','"Sample"');
INSERT INTO setting VALUES('log-head','[4,"24e4fc10f5b77063664be0d9efd8d5fb07b06b23707a394f75c4afeb47b72f4b"]');
INSERT INTO setting VALUES('profile','{}');
INSERT INTO setting VALUES('seal','"759cb85ee3f9341ff7d82285e9313a24387bc6425e02ef3872204f7bb17cdc87"');
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
INSERT INTO source VALUES(1,1,'9e2934166e8bcd3c69a50d8c9fb0170c54f2841abc3deb6ef3a788199119096b','Chase4321_Activity20260131.CSV','chase-card','card','utf-8',5,'[]','{"institution":{"en":"Chase","ja":"チェース"},"medium":false,"stable_reference":false,"bill":null,"dated":null,"syntax":"delimited","totals":[],"notices":[],"questions":[]}');
INSERT INTO source VALUES(2,1,'50dda8c0d3cf3b656efd6ca63c38bd2fa6d1e5914dea9e1d9a309e8d033e2777','other.csv','postbreach','card','utf-8',2,'[]','{"institution":{"en":"postbreach CSV","ja":"postbreach の CSV"},"medium":false,"stable_reference":true,"bill":null,"dated":null,"syntax":"delimited","totals":[],"notices":[],"questions":[]}');
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
INSERT INTO transactions VALUES(1,0,'73c5df76faaa',2,'4321','2026-01-26','2026-01-27','day','VOLTHAVEN ELECTRONICS','',6890000,2,'USD','purchase',1,'posted',NULL,NULL,'',NULL,NULL,'','','689.00','[["Category","Shopping"]]');
INSERT INTO transactions VALUES(1,1,'76cd77f97534',3,'4321','2026-01-24','2026-01-25','day','PIXELPOND DIGITAL','',10000,2,'USD','purchase',1,'posted',NULL,NULL,'',NULL,NULL,'','','1.00','[["Category","Shopping"]]');
INSERT INTO transactions VALUES(1,2,NULL,4,'4321','2026-01-20','2026-01-20','day','Payment Thank You-Mobile','',-1200000,2,'USD','payment',1,'posted',NULL,NULL,'',NULL,NULL,'','','-120.00','[]');
INSERT INTO transactions VALUES(1,3,'6f7a79ead185',5,'4321','2026-01-12','2026-01-13','day','ORCHARD GROCER 44','',955800,2,'USD','purchase',1,'posted',NULL,NULL,'',NULL,NULL,'','','95.58','[["Category","Groceries"]]');
INSERT INTO transactions VALUES(2,0,'76960f1e6292',2,'9911','2026-02-08',NULL,'day','KESTREL GADGETS','',500000,2,'USD','purchase',0,'pending',NULL,NULL,'',NULL,NULL,'','','50.00','[]');
COMMIT;
