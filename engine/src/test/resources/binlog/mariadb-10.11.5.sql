create database cap;
use cap;
create table kinds (
  id int unsigned not null primary key,
  t tinyint, tu tinyint unsigned, s smallint, su smallint unsigned, m mediumint, mu mediumint unsigned,
  i int, b bigint, bu bigint unsigned,
  f float, d double, n decimal(20,6), n2 decimal(65,30), n3 decimal(9,0), n4 decimal(3,3),
  bit1 bit(1), bit13 bit(13), bit64 bit(64),
  y year, da date, ti time, ti3 time(3), ti6 time(6), dt datetime, dt1 datetime(1), dt6 datetime(6),
  ts timestamp null, ts2 timestamp(2) null, ts6 timestamp(6) null,
  c char(10) character set latin1, cu char(10) character set utf8mb4, cl char(255) character set utf8mb4, v varchar(20) character set utf8mb4, vl varchar(400) character set latin1,
  bi binary(5), vb varbinary(300), tt tinytext, te text character set utf8mb4, lt longtext, tb tinyblob, bl blob, lb longblob,
  e enum('red','green','blue'), st set('a','b','c','d','e','f','g','h','i')
) engine=innodb default charset=utf8mb4;
set time_zone='+00:00';
insert into kinds values (1, -128, 255, -32768, 65535, -8388608, 16777215, -2147483648, -9223372036854775808, 18446744073709551615,
 -1.5, 3.141592653589793, -12345678901234.567890, 12345678901234567890123456789012345.123456789012345678901234567890, -999999999, -0.123,
 b'1', b'1010101010101', 0xffffffffffffffff, 2155, '9999-12-31', '-838:59:59', '-00:00:00.125', '-12:34:56.654321', '2024-02-29 23:59:59', '1000-01-01 00:00:00.1', '2024-12-31 12:13:14.987654',
 '2001-09-09 01:46:40', '2001-09-09 01:46:40.25', '2038-01-19 03:14:07.999999',
 'café', 'żółw', repeat('語', 255), 'na\'ïve', repeat('x', 300), 'ab', repeat(0xff, 260), 'tiny', 'text ☃', 'long', 'tb', 0x00ff00, repeat('z', 300),
 'blue', 'a,c,i');
insert into kinds (id) values (2);
insert into kinds values (3, 0,0,0,0,0,0,0,0,0, 0,0,0,0,0,0, 0,0,0, 0,'0000-00-00','00:00:00','00:00:00','00:00:00','0000-00-00 00:00:00','0000-00-00 00:00:00','0000-00-00 00:00:00', null,null,null,
 '','','','','','','','','','','','','','red','');
update kinds set t=5, te='changed', n=1.5 where id=1;
delete from kinds where id=3;
create table two (id int auto_increment primary key, v varchar(10)) engine=innodb;
begin; insert into two (v) values ('a'),('b'); insert into two (v) values ('c'); update two set v=concat(v,'!'); commit;
set @u := 7, @s := 'it', @d := 1.25, @r := 1e0, @n := null; set session binlog_format=statement; insert into two (v) values (@u), (@s), (@d), (@r), (@n); insert into two (v) values (round(rand(),3)); set session binlog_format=row;
flush binary logs;
set global binlog_row_metadata=FULL;
update kinds set tu=7, e='green' where id=1;
insert into two (v) values ('d');
flush binary logs;
