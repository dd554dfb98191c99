//! Invented names: characters put together by chance, so that nobody in particular is meant.

use crate::generator::Generator;

const SURNAMES: [&str; 60] = [
    "赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "褚", "卫", "蒋", "沈", "韩", "杨",
    "朱", "秦", "尤", "许", "何", "吕", "施", "张", "孔", "曹", "严", "华", "金", "魏", "陶", "姜",
    "戚", "谢", "邹", "喻", "柏", "水", "窦", "章", "云", "苏", "潘", "葛", "奚", "范", "彭", "郎",
    "鲁", "韦", "昌", "马", "苗", "凤", "花", "方", "俞", "任", "袁", "柳",
];

const GIVEN: [&str; 90] = [
    "禾", "安", "沐", "宁", "知", "言", "书", "墨", "清", "和", "一", "诺", "子", "涵", "雨", "晨",
    "思", "远", "若", "溪", "星", "辰", "佳", "宜", "浩", "然", "梓", "萱", "景", "行", "怀", "瑾",
    "云", "舒", "明", "哲", "静", "姝", "文", "博", "可", "欣", "乐", "瑶", "天", "佑", "北", "辰",
    "南", "乔", "西", "洲", "东", "篱", "春", "晓", "夏", "蝉", "秋", "实", "冬", "阳", "青", "岚",
    "白", "鹭", "朝", "歌", "暮", "雪", "望", "舟", "听", "泉", "采", "薇", "问", "渠", "之", "川",
    "亦", "凡", "如", "故", "以", "恒", "向", "荣", "予", "希",
];

/// Places that do not exist, for towns and schools.
pub(crate) const TOWNS: [&str; 15] = [
    "砚溪镇",
    "栖禾镇",
    "槐影镇",
    "麦岚镇",
    "芷塘镇",
    "竹汀镇",
    "杏畴镇",
    "枫浦镇",
    "荷畹镇",
    "葵坪镇",
    "松岑镇",
    "榆湾镇",
    "兰畔镇",
    "棠陂镇",
    "桐屿镇",
];

/// First parts of invented school names.
pub(crate) const HAMLETS: [&str; 24] = [
    "听雨", "望舒", "拾光", "知行", "采薇", "问渠", "向荣", "怀瑾", "朝歌", "晴川", "归雁", "鸣泉",
    "揽月", "流萤", "初阳", "映雪", "折桂", "衔泥", "破竹", "观澜", "载道", "修远", "敏学", "笃行",
];

/// A person's surname and given name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) surname: &'static str,
    pub(crate) given: String,
}

impl Name {
    /// A name by chance: four of five given names have two characters.
    pub(crate) fn draw(generator: &mut Generator) -> Self {
        let surname = generator.pick(&SURNAMES);
        Self { surname, given: given(generator) }
    }

    /// A relative's name: four of five bear the same surname.
    pub(crate) fn relative(&self, generator: &mut Generator) -> String {
        let surname =
            if generator.per_mille(800) { self.surname } else { generator.pick(&SURNAMES) };
        format!("{surname}{}", given(generator))
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.surname, self.given)
    }
}

fn given(generator: &mut Generator) -> String {
    let first = *generator.pick(&GIVEN);
    let second = if generator.per_mille(800) { *generator.pick(&GIVEN) } else { "" };
    format!("{first}{second}")
}
