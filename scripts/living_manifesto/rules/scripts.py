"""Which letters belong into a Japanese text: tables of characters, the script of a letter, the word around a place."""

from __future__ import annotations

import unicodedata

from living_manifesto.core.patterns import later

HIRAGANA = "ぁ-ゖゝゞ"
KATAKANA = "ァ-ヺーヽヾｦ-ﾟ"
KANJI = "一-\u9fff々〆\uf900-\ufaff\U00020000-\U0003ffff"
JAPANESE = HIRAGANA + KATAKANA + KANJI
SMALL_LATIN = "a-zß-öø-ɏɐ-ʯḁ-ỿａ-ｚ"
LATIN = "A-Za-zÀ-ÖØ-ʯḀ-ỿＡ-Ｚａ-ｚ"
NUMERALS = "〇一二三四五六七八九十百千万億兆京数"

ODD = (
    r"\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u0370-\u200f\u2028-\u202e\u2060-\u206f\u2c00-\u2dff\u2e80-\u2fef"
    r"\u3100-\u31bf\u3400-\u4dff\ua000-\uf8ff\ufb07-\uff00\uffa0-\uffdf\uffe7-\U0001d3ff\U0001d800-\U0001efff"
    r"\U0001fb00-\U0001ffff\U00040000-\U0010ffff"
)
"""All characters but Latin, signs, kana, kanji and emoji, as the inside of a class: what is looked at closely."""

# Simplified characters that Japanese never uses: none has a place in Windows' Japanese code page (a test holds that).
# Models put them into Japanese words (现象, 妊妇, 権利擁护).
SIMPLIFIED = (
    "业丛东丝严丧临为举义亿仅仓仪们优传伤伦伪侧债倾储兰关兴冻净减凤则刚创删剧劝办务动劳势华协单卖卢卫厅历厉压厌县发吗员呜响哑团围图圆场块坚坛坝坟坠垄垒垦备复够头夹夺奋奖妇妈娱孙实宠审宪宫宽宾对寻导尔尘尝层"
    "岁岂岗岛币帅师帐带庆应庙废开张弹强归录彻忆忧怀态总恳恶恼悬惯愤戏战户执扩扫扬扰抚抢护报拟拥择挥损换掷摄摆摇时显晓暂术杀杂权杨极枪标栋树样桥检欢毁汇汉汤泽洁浆浇测济浓润涨渐渔滚满滤滨灭炼烂烦烧热爱狮狱猎"
    "玛环现电畅疗疯监盘矿码砖础硕确积稳穷竞签简类紧纠红纤约级纪纯纲纳纵纷纸纹线练组细织终绍经绑绒结绕绘给络绝统继绩绪续维绵综绿缓编缘缝缩罗罚罢职联聪肃肠肿胀胁胜脏脑舰艺节苏药获萤营萧虏虑虽补见观规觅视览觉"
    "计订认讨让训议讯记讲许论讼设访诀证评识诉诊词译试诗诚话诞询该详语误诱说请诸诺读课谁调谈谊谋谓谢谦谨谱贝负贡财责贤败账货质贩贪贫购贯贴贵贷贸费贺贼贿赂资赋赌赏赔赖赚赛赞赢趋跃车轨转轮软轰轴轻载较辅辆辈辉"
    "辑输边达过迈运还这进远违连迟适选逊递逻遗邓邮郑酱释鉴针钓钟钢钱铁铜铭银链销锁锋锐错镇镜长门闪闭问闲间闷闻阀阅阐阔队阵阶际陆险隐难韩页顶项顺须顽顾颂预领频颖题颜额风飘飞饥饭饮饰饱饲饼馆马驱驶驾骂骄验骗骚"
    "鱼鲁鲜鸟鸡鸣鸭鸿齐齿龄龙"
)

_ENGLISH = {"IDEOGRAPHIC": "Chinese", "CJK": "Chinese", "KATAKANA-HIRAGANA": "Kana", "HALFWIDTH": "Hangul"}
_NO_SCRIPT = frozenset(("VARIATION", "COMBINING", "MATHEMATICAL", "MODIFIER", "ZERO"))


def script_of(letter: str) -> str:
    """The English name of the script of a letter: ``Telugu``, ``Cyrillic``, ``Hangul``; empty for what is no letter."""
    first = unicodedata.name(letter, "").split(" ")[0]
    if unicodedata.category(letter)[0] not in "LM" or first in _NO_SCRIPT:
        return ""
    if "\u1e00" <= letter <= "\u1eff":
        return "Vietnamese"
    return _ENGLISH.get(first, first.capitalize())


_WORDS = later(f"[{KATAKANA}]+|[{HIRAGANA}]+|[{KANJI}]+|[{LATIN}]+")
_REACH = 8
"""How many letters of a neighbouring word are shown at most."""


def word_around(text: str, start: int, end: int) -> str:
    """The letters of a place with the runs of Japanese letters that touch it, as a person would point at it."""
    left = start
    for run in _WORDS().finditer(text, max(0, start - _REACH), start):
        if run.end() == start:
            left = run.start()
    after = _WORDS().match(text, end, end + _REACH)
    return text[left : after.end() if after else end]
