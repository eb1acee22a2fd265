"""Sentences of the tests' own making, in thousands: parts that go together, in each combination."""

from itertools import product

_PARTS = {
    "vi": [
        [
            "Sáng nay",
            "Chiều 19-5",
            "Theo ông Lữ Ngọc Huỳnh",
            "Dù trời mưa",
            "Ở ấp Mỹ Quới",
            "Năm ấy",
        ],
        [
            "các hội viên",
            "bà con xóm Giếng",
            "đoàn y bác sĩ",
            "ĐẢNG BỘ XÃ",
            "lũ trẻ nhỏ",
            "chúng tôi",
        ],
        ["đã đắp xong", "sẽ khảo sát kỹ", "cùng nhau gìn giữ", "quyết mở rộng", "bỗng nhớ tới"],
        ["đoạn đường lầy", "khu vườn ươm", "36 giếng khoan", "ngôi trường cũ", "những chuyến đò"],
        ["ở vùng sâu.", "trước mùa lũ; ai cũng mừng.", "(khoảng 1,5 km).", "với 85 % số phiếu!"],
    ],
    "fr": [
        ["Hier matin", "À Noël", "Malgré l’hiver", "Où qu’il aille", "Ce garçon naïf", "Là-bas"],
        ["l’équipe dévouée", "le maître d’hôtel", "ma sœur aînée", "chaque élève", "l’abbé Prévôt"],
        ["a déjà préparé", "n’a guère goûté", "aperçoit", "reçoit à côté", "évoque sans gêne"],
        [
            "le café glacé",
            "un dîner très léger",
            "la forêt brûlée",
            "l’œuvre inachevée",
            "ça et là",
        ],
        [
            "près de l’île.",
            "à 3 °C.",
            "– « voilà » – dès l’été.",
            "pour 12 £ ½.",
            "où l’on rêvait.",
        ],
    ],
    "en": [
        ["Yesterday", "In the café", "Despite the rain", "Mr. Müller says", "At 5 µm", "For £20"],
        ["the committee", "a naïve visitor", "our coöperative", "the fiancée", "Beyoncé’s band"],
        ["opened", "didn’t finish", "has re-elected", "wrote about", "measured"],
        ["the façade", "its résumé", "25 °C water", "the garden × orchard", "São Paulo’s plan"],
        [
            "before noon.",
            "– at last.",
            "(see § 4).",
            "for ±3 years…",
            "without a soupçon of doubt.",
        ],
    ],
    "km": [
        ["ថ្ងៃនេះ", "នៅភូមិ", "ពេលព្រឹក", "តាមលោកតា", "ឆ្នាំ ២០២២"],
        ["ប្រជាជន", "សិស្សសាលា", "ក្រុមគ្រូពេទ្យ", "កសិករ", "យុវជន"],
        ["បានសាងសង់", "នឹងថែរក្សា", "បានរៀបចំ", "កំពុងជួយ", "ចូលចិត្ត"],
        ["ផ្លូវថ្មី", "សួនច្បារ", "អណ្តូងទឹក", "ស្ពានឈើ", "ពិធីបុណ្យ"],
        ["នៅក្នុងខេត្ត។", "មុនរដូវវស្សា។", "ជាមួយគ្នា។", "៨៥ ភាគរយ។", "។"],
    ],
}


def sentences_in(language: str) -> list[str]:
    """Some thousands of them; each once."""
    return [" ".join(parts) for parts in product(*_PARTS[language])]
