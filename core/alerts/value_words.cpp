#include "core/alerts/value_words.h"

#include <array>
#include <charconv>
#include <cmath>
#include <string_view>
#include <utility>

namespace binnacle::alerts {

std::string numberWords(double value)
{
    if (std::isinf(value))
        return value > 0 ? "∞" : "-∞";
    const double size = std::abs(value);
    const int decimals = size >= 100 || size == std::floor(size) ? 0
        : size >= 10                                             ? 1
        : size >= 1                                              ? 2
                                                                 : 3;
    std::array<char, 64> buffer{};
    const auto written = std::to_chars(
        buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, decimals);
    if (written.ec != std::errc{})
        return "beyond measure";
    std::string text(buffer.data(), written.ptr);
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.')
            text.pop_back();
    }
    return text == "-0" ? "0" : text;
}

std::string lengthWords(Duration length)
{
    constexpr std::array<std::pair<std::int64_t, std::string_view>, 4> kUnits{
        {{86'400'000, " d"}, {3'600'000, " h"}, {60'000, " m"}, {1'000, " s"}}};
    std::string text;
    std::int64_t rest = length.count();
    for (const auto &[size, word] : kUnits) {
        if (rest < size)
            continue;
        if (!text.empty())
            text += ' ';
        text += std::to_string(rest / size);
        text += word;
        rest %= size;
    }
    return text.empty() ? std::to_string(length.count()) + " ms" : text;
}

} // namespace binnacle::alerts
