#include "core/demo/exposition_text.h"

#include <array>
#include <charconv>

namespace binnacle::demo {

std::string numberText(double value)
{
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return {text.data(), end};
}

void ExpositionText::type(std::string_view name, std::string_view type)
{
    if (!m_viaCollector)
        m_text.append("# TYPE ").append(name).append(" ").append(type).append("\n");
}

void ExpositionText::begin(std::string_view name, std::string_view labels)
{
    if (m_viaCollector)
        m_text.append("otel_");
    m_text.append(name);
    if (!labels.empty())
        m_text.append("{").append(labels);
}

void ExpositionText::sample(std::string_view name, std::string_view labels, std::int64_t value)
{
    begin(name, labels);
    std::array<char, 24> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    m_text.append(labels.empty() ? " " : "} ").append(text.data(), end).append("\n");
}

void ExpositionText::sample(std::string_view name, std::string_view labels, double value)
{
    begin(name, labels);
    m_text.append(labels.empty() ? " " : "} ").append(numberText(value)).append("\n");
}

void ExpositionText::bucket(
    std::string_view name, std::string_view labels, std::string_view bound, std::int64_t value)
{
    begin(name, labels);
    std::array<char, 24> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    m_text.append(",le=\"").append(bound).append("\"} ").append(text.data(), end).append("\n");
}

} // namespace binnacle::demo
