"""What sites print above their lists of other articles, as whole lines."""

import re

OTHER_ARTICLES = re.compile(
    r"(?:(?:các|những|một số) )?(?:tin|bài|thông tin)(?: tức| bài| viết)?(?: có)?"
    r" (?:liên quan|khác|cùng (?:chuyên mục|loại|chủ đề|danh mục|thể loại)|mới(?: hơn| nhất| đăng)?"
    r"|cũ(?: hơn)?|trước(?: đó)?|sau|tiếp(?: theo)?|(?:đọc|xem) nhiều(?: nhất)?|nổi bật|nên đọc"
    r"|đã (?:đưa|đăng)(?: ngày)?)"
    r"|có thể bạn quan tâm|xem thêm|đọc thêm|bạn nên đọc|cùng chuyên mục|tin nổi bật",
    re.IGNORECASE,
)
