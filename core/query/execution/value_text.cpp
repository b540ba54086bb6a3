#include "core/query/execution/value_text.h"

#include <array>
#include <charconv>
#include <cmath>

namespace binnacle::query {

namespace {

std::string shortest(double number)
{
    std::array<char, 64> buffer{};
    const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
    return {buffer.data(), written.ptr};
}

std::string bytesText(std::int64_t bytes)
{
    constexpr std::array<std::string_view, 5> kUnits{"", "Ki", "Mi", "Gi", "Ti"};
    auto number = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (std::abs(number) >= 1024 && unit + 1 < kUnits.size()) {
        number /= 1024;
        ++unit;
    }
    return shortest(std::round(number * 100) / 100) + std::string(kUnits[unit]);
}

std::string coresText(double cores)
{
    const double thousandths = std::round(cores * 1000);
    return std::abs(cores) < 1 && thousandths != 0 ? shortest(thousandths) + "m" : shortest(cores);
}

std::string numberText(double number, FieldType type)
{
    switch (type) {
    case FieldType::Percent:
        return shortest(std::round(number * 100) / 100) + '%';
    case FieldType::Cores:
        return coresText(number);
    case FieldType::Span:
        return shortest(number) + "ms";
    default:
        return shortest(number);
    }
}

} // namespace

std::string valueText(const QueryValue &value, FieldType type)
{
    if (const auto *text = std::get_if<std::string>(&value))
        return *text;
    if (const auto *flag = std::get_if<bool>(&value))
        return *flag ? "true" : "false";
    if (const auto *number = std::get_if<double>(&value))
        return numberText(*number, type);
    const auto *whole = std::get_if<std::int64_t>(&value);
    if (!whole)
        return "unknown";
    if (type == FieldType::Time)
        return formatRfc3339(fromEpochMs(*whole));
    return type == FieldType::Bytes ? bytesText(*whole) : std::to_string(*whole);
}

} // namespace binnacle::query
