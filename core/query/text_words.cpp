#include "core/query/text_words.h"

#include <QChar>
#include <QString>

#include <cstddef>
#include <cstdint>

namespace binnacle::query {

namespace {

struct CodePoint
{
    char32_t value = 0;
    std::size_t length = 0; // bytes; 0: not UTF-8
};

CodePoint codePointAt(std::string_view text, std::size_t at)
{
    const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(at);
    if (first < 0x80)
        return {first, 1};
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || at + length > text.size())
        return {};
    char32_t value = first & (0xFFU >> (length + 1));
    for (std::size_t i = at + 1; i < at + length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80)
            return {};
        value = (value << 6U) | (byte(i) & 0x3FU);
    }
    static constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (value < kSmallest[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return {};
    return {value, length};
}

void appendUtf8(std::string &text, char32_t value)
{
    const auto push = [&text](char32_t byte) { text.push_back(static_cast<char>(byte)); };
    if (value < 0x80) {
        push(value);
    } else if (value < 0x800) {
        push(0xC0U | (value >> 6U));
        push(0x80U | (value & 0x3FU));
    } else if (value < 0x10000) {
        push(0xE0U | (value >> 12U));
        push(0x80U | ((value >> 6U) & 0x3FU));
        push(0x80U | (value & 0x3FU));
    } else {
        push(0xF0U | (value >> 18U));
        push(0x80U | ((value >> 12U) & 0x3FU));
        push(0x80U | ((value >> 6U) & 0x3FU));
        push(0x80U | (value & 0x3FU));
    }
}

// The tokenizer's own list: some of U+0300 to U+0331, one bit each.
bool isCombiningDiacritic(char32_t value)
{
    constexpr char32_t kFirst = 0x300;
    constexpr std::uint64_t kMask = 0x0003'61F8'0802'9FDF;
    return value >= kFirst && value < kFirst + 50 && ((kMask >> (value - kFirst)) & 1U) != 0;
}

// The tokenizer knows Unicode 6.1 and takes everything later for part of a word.
bool isUnknownToTokenizer(char32_t value)
{
    const QChar::UnicodeVersion version = QChar::unicodeVersion(value);
    return version == QChar::Unicode_Unassigned || version > QChar::Unicode_6_1;
}

bool isWordCharacter(char32_t value)
{
    return isUnknownToTokenizer(value) || QChar::isLetterOrNumber(value)
        || QChar::category(value) == QChar::Other_PrivateUse;
}

// unicode61 with remove_diacritics=1 strips Latin letters that carry exactly one diacritic.
char32_t folded(char32_t value)
{
    if (isUnknownToTokenizer(value))
        return value;
    const char32_t lower = QChar::toCaseFolded(value);
    if (lower >= 0x250 && (lower < 0x1E00 || lower > 0x1EFF))
        return lower;
    const QString parts = QChar::decomposition(lower);
    const bool oneMark = parts.size() == 2 && QChar::decompositionTag(lower) == QChar::Canonical;
    const char16_t base = oneMark ? parts.at(0).unicode() : u'\0';
    return base >= u'a' && base <= u'z' ? base : lower;
}

} // namespace

std::vector<std::string> textWords(std::string_view text)
{
    std::vector<std::string> words;
    std::string word;
    const auto finish = [&words, &word] {
        if (!word.empty())
            words.push_back(std::move(word));
        word.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            word.push_back(c);
            ++at;
            continue;
        }
        const CodePoint point = codePointAt(text, at);
        if (point.length == 0) {
            finish();
            ++at;
            continue;
        }
        at += point.length;
        if (c >= 'A' && c <= 'Z')
            word.push_back(static_cast<char>(c - 'A' + 'a'));
        else if (point.value >= 0x80 && isWordCharacter(point.value))
            appendUtf8(word, folded(point.value));
        else if (point.value < 0x80 || !isCombiningDiacritic(point.value))
            finish();
    }
    finish();
    return words;
}

std::size_t firstInvalidUtf8(std::string_view text)
{
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t length = codePointAt(text, at).length;
        if (length == 0)
            return at;
        at += length;
    }
    return at;
}

} // namespace binnacle::query
