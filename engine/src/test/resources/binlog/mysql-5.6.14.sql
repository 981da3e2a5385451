create database cap;
use cap;
create table kinds (
  id int unsigned not null primary key, b bigint unsigned, n decimal(14,4),
  ti3 time(3), ti6 time(6), dt0 datetime, dt1 datetime(1), dt6 datetime(6), ts2 timestamp(2) null,
  c char(10) character set utf8, v varchar(300) character set utf8, bi binary(5), te text character set utf8,
  e enum('red','green','blue'), st set('a','b','c'), bit13 bit(13)
) engine=innodb default charset=utf8;
set time_zone='+00:00';
set session binlog_rows_query_log_events=1;
insert into kinds values (1, 18446744073709551615, -1234567890.1234, '-00:00:00.125', '-12:34:56.654321', '2010-10-17 19:27:30', '2010-10-17 19:27:30.1', '2010-10-17 19:27:30.123456', '2001-09-09 01:46:40.25',
 'café', 'na\'ïve', 'ab', 'text', 'blue', 'a,c', b'1010101010101');
insert into kinds (id) values (2);
update kinds set b=5, te='changed' where id=1;
delete from kinds where id=2;
flush logs;
