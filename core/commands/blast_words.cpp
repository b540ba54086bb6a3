#include "core/commands/blast_words.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace binnacle::commands {

std::string numberText(double value)
{
    char text[48];
    const double size = std::abs(value);
    const char *form = size >= 10 || size == std::floor(size) ? "%.0f"
        : size >= 1                                           ? "%.1f"
                                                              : "%.2g";
    std::snprintf(text, sizeof(text), form, value);
    return text;
}

std::string ageText(Duration age)
{
    using namespace std::chrono;
    const auto seconds
        = std::max<std::int64_t>(0, duration_cast<std::chrono::seconds>(age).count());
    if (seconds < 120)
        return std::to_string(seconds) + " s";
    if (seconds < 7'200)
        return std::to_string(seconds / 60) + " min";
    if (seconds < 172'800)
        return std::to_string(seconds / 3600) + " h";
    return std::to_string(seconds / 86'400) + " d";
}

std::string memoryText(std::int64_t bytes)
{
    constexpr double kMebi = 1024.0 * 1024;
    const double mebi = static_cast<double>(bytes) / kMebi;
    return mebi >= 1024 ? numberText(mebi / 1024) + " GiB" : numberText(mebi) + " MiB";
}

std::string cpuText(std::int64_t millicores)
{
    return millicores % 1000 == 0 ? std::to_string(millicores / 1000)
                                  : std::to_string(millicores) + 'm';
}

std::string listText(const std::vector<std::string> &items, std::size_t most)
{
    std::string text;
    for (std::size_t i = 0; i < std::min(items.size(), most); ++i)
        text += (i > 0 ? ", " : "") + items[i];
    if (items.size() > most)
        text += " and " + std::to_string(items.size() - most) + " more";
    return text;
}

std::string countText(int count, const std::string &one, const std::string &many)
{
    return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

} // namespace binnacle::commands
