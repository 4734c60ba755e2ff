"""What web pages put round an article: publication data, view counters, buttons, links, the site's imprint."""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter.documents import Notice
from drafter.read.document import Grid, Paragraph

_LABELLED = (
    r"发布(?:时间|日期|机构|单位)|成文日期|发文(?:日期|机关|字号)|公开(?:日期|时间)|更新(?:时间|日期)|时间|日期"
    r"|(?:信息|文章|稿件)?来源|作者|责任编辑|编辑|审核|索引号?|信息分类|主题分类|主题词|有效性|文号|信息名称|内容概述"
    r"|(?:浏览|点击|阅读|访问)(?:次数|数|量|人次)?|字号|字体(?:大小)?|视力保护色|关键词|标签"
)
_FURNITURE = re.compile(
    rf"【?(?:{_LABELLED})】?\s?[:：]"
    r"|【?(?:打印|关闭|收藏|分享)(?:本页|窗口|页面|到|至)?(?:】|[|｜\s]|$)|字号|扫一扫|上一篇|下一篇|相关(?:链接|文章|附件|信息)|返回(?:顶部|首页)"
    r"|版权所有|主办(?:单位)?[:：]|承办(?:单位)?[:：]|网站标识码|技术支持|.{0,4}ICP备|.{0,6}公网安备"
    r"|(?:您)?(?:当前|现在)?(?:所在)?的?位置\s?[:：]|首页\s?[>＞»/]|网站地图"
)
# Longer than this, or with a full stop in it, a line is prose whatever its first words are.
_LONGEST = 90
_SHOWN = 5

Block = Paragraph | Grid


def without_furniture(blocks: Iterable[Block]) -> tuple[list[Block], tuple[Notice, ...]]:
    """`blocks` without the lines a page puts round its article, and a notice that names some of them."""
    kept: list[Block] = []
    dropped: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph) and is_furniture(block.text):
            dropped.append(block.text)
        else:
            kept.append(block)
    if not dropped:
        return kept, ()
    shown = "、".join(f"“{text}”" for text in dropped[:_SHOWN]) + ("等" if len(dropped) > _SHOWN else "")
    message = f"网页上不属于报告的 {len(dropped)} 行没有列入正文：{shown}。"
    return kept, (Notice(code="page_furniture", message=message),)


def is_furniture(text: str) -> bool:
    """Tell whether a line belongs to the page rather than to the article."""
    return len(text) <= _LONGEST and "。" not in text and bool(_FURNITURE.match(text))
