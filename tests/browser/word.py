"""What Word, and others, leave on the clipboard."""

import base64
import io

from PIL import Image

HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word"
xmlns:m="http://schemas.microsoft.com/office/2004/12/omml" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=ProgId content=Word.Document><meta name=Generator content="Microsoft Word 15">
<style><!-- @list l0:level1 {mso-level-number-format:bullet; mso-level-text:\uf0b7;}
 span.Kin {mso-style-name:"Kín"; display:none; mso-hide:all;}
 p.MsoNormal {mso-style-unhide:no; font-family:"Times New Roman",serif;} --></style></head>
<body lang=VI style='tab-interval:36.0pt'><!--StartFragment-->"""
TAIL = "<!--EndFragment--></body></html>"

TEXT = """
<h1 style='mso-line-height-rule:exactly'><span
style='font-size:18.0pt;color:#2E74B5'>Kết quả đo mặn<o:p></o:p></span></h1>
<p class=MsoNormal style='text-align:justify;text-indent:36.0pt'><b><span style='font-family:
"Times New Roman",serif;mso-fareast-language:VI;color:red'>Trạm đầu nguồn</span></b><span
style='font-family:"Arial",sans-serif;mso-bidi-font-style:italic'> đo <i>mỗi
ngày</i> 10 m<sup>3</sup>
nước, nồng độ H<sub>2</sub>S thấp; xem <a
href="https://example.vn/bao-cao"><span style='color:blue'>báo
cáo</span></a>.<o:p></o:p></span></p>
<h2>Việc tiếp theo<o:p></o:p></h2>
<p class=MsoListParagraphCxSpFirst style='margin-left:36.0pt;mso-add-space:auto;text-indent:-18.0pt;
mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol;mso-fareast-font-family:
Symbol'><span style='mso-list:Ignore'>\u00b7<span style='font:7.0pt "Times New
Roman"'>&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]>Lắp thêm trạm<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='margin-left:36.0pt;mso-add-space:auto;text-indent:-18.0pt;
mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol;mso-fareast-font-family:
Symbol'><span style='mso-list:Ignore'>\u00b7<span style='font:7.0pt "Times New
Roman"'>&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]>Báo tin cho ấp<o:p></o:p></p>
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse;
mso-yfti-tbllook:1184'><tr style='mso-yfti-irow:0'><td width=300 valign=top style='width:233.75pt;
border:solid windowtext 1.0pt;padding:0cm 5.4pt'><p class=MsoNormal>Xã<o:p></o:p></p></td>
<td width=300 style='width:233.75pt'><p class=MsoNormal>Số trạm<o:p></o:p></p></td></tr>
<tr style='mso-yfti-irow:1;mso-yfti-lastrow:yes'><td width=300><p
class=MsoNormal>Lạng Cò<o:p></o:p></p></td>
<td width=300><p class=MsoNormal>4<o:p></o:p></p></td></tr></table>
"""

PICTURE = """
<p class=MsoNormal align=center style='text-align:center'><!--[if gte vml 1]><v:shape
 id="Picture_x0020_{n}" o:spid="_x0000_i102{n}" type="#_x0000_t75" style='width:225pt;height:150pt'>
 <v:imagedata
src="file:///C:/Users/vp/AppData/Local/Temp/msohtmlclip1/01/clip_image00{n}.png" o:title=""/>
</v:shape><![endif]--><![if !vml]><img width=300 height=200 alt="{alt}"
src="file:///C:/Users/vp/AppData/Local/Temp/msohtmlclip1/01/clip_image00{n}.png"
v:shapes="Picture_x0020_{n}"><![endif]><o:p></o:p></p>
"""
CAPTION = "<p class=MsoCaption><i><span style='color:#44546A'>{}</span></i></p>"
PLAIN = "<p class=MsoNormal>{}<o:p></o:p></p>"
DRAWING = """
<p class=MsoNormal><!--[if gte vml 1]><v:line id="Straight_x0020_Connector_x0020_9"
 o:spid="_x0000_s1026" from="1pt,2pt" to="50pt,2pt"
strokecolor="#4472c4"/><v:rect id="Rectangle_x0020_8"
 style='width:90pt'><v:textbox/></v:rect><![endif]--><![if !vml]><img width=95 height=40
src="file:///C:/Users/vp/AppData/Local/Temp/msohtmlclip1/01/clip_image009.gif"
v:shapes="Rectangle_x0020_8"><![endif]>Sau hình vẽ.<o:p></o:p></p>
"""
FORMULA = """
<p class=MsoNormal>Công thức: <!--[if gte msEquation
12]><m:oMath><m:r>x=1</m:r></m:oMath><![endif]--><![if
!msEquation]><span style='position:relative'><img width=40 height=20
src="file:///C:/Users/vp/AppData/Local/Temp/msohtmlclip1/01/clip_image011.png"></span><![endif]><o:p></o:p></p
src="file:///C:/Users/vp/AppData/Local/Temp/msohtmlclip1/01/clip_image011.png"></span><![endif]><o:p></o:p></p>
"""

TRACKED = """
<p class=MsoNormal>Giá là <span class=msoDel><del cite="mailto:Anh%20B"
datetime="2021-12-08T07:30">BÍ MẬT 100 đồng</del></span><span class=msoIns><ins
cite="mailto:Anh%20B" datetime="2021-12-08T07:31">90 đồng</ins></span>, <s>không phải 80</s> và <a
style='mso-comment-reference:A_1;mso-comment-date:20211208T0730'>câu được bàn</a><span
class=MsoCommentReference><span style='font-size:8.0pt'><![if !supportAnnotations]><a
class=msocomanchor id="_anchor_1" href="#_msocom_1" language=JavaScript
name="_msoanchor_1">[A1]</a><![endif]><span
style='mso-special-character:comment'>&nbsp;</span></span></span>.<span
style='display:none;mso-hide:all'>BÍ MẬT ẩn</span><span class=Kin>BÍ MẬT kiểu</span><o:p></o:p></p>
"""
COMMENTS = """
<div style='mso-element:comment-list'><![if !supportAnnotations]><hr class=msocomoff align=left
size=1 width="33%"><![endif]><div style='mso-element:comment'><![if !supportAnnotations]><div
id="_com_1" class=msocomtxt language=JavaScript><![endif]><span
style='mso-comment-author:"Anh B"'><![if !supportAnnotations]><a
name="_msocom_1"></a><![endif]></span><p class=MsoCommentText><span
class=MsoCommentReference><span style='font-size:8.0pt'><span
style='mso-special-character:comment'>&nbsp;</span></span></span>BÍ MẬT bàn<o:p></o:p></p><![if
!supportAnnotations]></div><![endif]></div></div>
"""


def from_word(*parts: str) -> str:
    return HEAD + "".join(parts) + TAIL


def rtf(*pictures: bytes) -> str:
    """Each picture as Word writes it: once as it is, and once more for old readers."""
    groups = "".join(
        r"\pard\plain {\*\shppict{\pict{\*\picprop\shplid1025{\sp{\sn shapeType}{\sv 75}}}"
        r"\picscalex100\picscaley100\piccropl0\picw7938\pich5292\picwgoal4500\pichgoal3000\pngblip"
        rf"\bliptag-{number}{{\*\blipuid {number:032x}}}{picture.hex()}}}}}"
        rf"{{\nonshppict{{\pict\picw7938\pich5292\wmetafile8\bliptag-{number}"
        rf"{{\*\blipuid {number:032x}}}010009000003}}}}\par "
        for number, picture in enumerate(pictures, start=1)
    )
    return r"{\rtf1\ansi\deff0{\fonttbl{\f0 Times New Roman;}}" + groups + "}"


def png(colour: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (300, 200), colour).save(file, "PNG")
    return file.getvalue()


def data_address(picture: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}"
