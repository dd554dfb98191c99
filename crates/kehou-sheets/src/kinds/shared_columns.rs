//! Headings that several kinds share.

use crate::heading::{Headings, named};

pub(super) const SCHOOL_CODE: Headings = named(
    "学校标识码",
    &[
        "学校代码",
        "标识码",
        "学校编码",
        "学校标识",
        "学校编号",
        "school_code",
        "school_id",
        "school",
    ],
);
pub(super) const SCHOOL_NAME: Headings =
    named("学校名称", &["学校", "校名", "学校全称", "单位名称", "school_name"]);
pub(super) const GRADE: Headings = named("年级", &["所在年级", "年级名称", "grade"]);
pub(super) const CLASS: Headings =
    named("班级", &["班", "所在班级", "班级名称", "班号", "class", "class_name"]);
pub(super) const NAME: Headings = named(
    "姓名",
    &["学生姓名", "学生", "名字", "孩子姓名", "name", "pupil", "pupil_name", "student_name"],
);
pub(super) const STUDENT_NUMBER: Headings = named(
    "学籍号",
    &["全国学籍号", "学籍号码", "学生学籍号", "学籍编号", "student_number", "student_no"],
);
pub(super) const LOCAL_ID: Headings =
    named("校内编号", &["校内学号", "临时编号", "学号", "编号", "local_id", "local_number"]);
pub(super) const SLOT: Headings = named("时段", &["课时", "节次", "时段序号", "slot", "slots"]);
pub(super) const WEEKDAYS: Headings =
    named("星期", &["周几", "服务星期", "每周", "weekday", "weekdays"]);
pub(super) const FROM: Headings =
    named("开始日期", &["起始日期", "开始时间日期", "起", "自", "start_date", "from", "starts_on"]);
pub(super) const UNTIL: Headings =
    named("结束日期", &["终止日期", "截止日期", "止", "至", "end_date", "until", "ends_on"]);
pub(super) const IN_FORCE_FROM: Headings =
    named("生效日期", &["启用日期", "开始日期", "起始日期", "valid_from", "from"]);
pub(super) const IN_FORCE_UNTIL: Headings =
    named("截止日期", &["失效日期", "停用日期", "结束日期", "终止日期", "valid_to", "until"]);
