#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace binnacle::demo {

// Writes Prometheus text 0.0.4. Through a collector every name gets its prefix and nobody says what
// type a metric has, as the real ones do.
class ExpositionText
{
public:
    explicit ExpositionText(bool viaCollector)
        : m_viaCollector(viaCollector)
    {
        m_text.reserve(1U << 20);
    }

    void type(std::string_view name, std::string_view type);
    // `labels` as they stand between the braces, well-formed.
    void sample(std::string_view name, std::string_view labels, std::int64_t value);
    void sample(std::string_view name, std::string_view labels, double value);
    // With one more label "le".
    void bucket(
        std::string_view name, std::string_view labels, std::string_view bound, std::int64_t value);

    std::string take() { return std::move(m_text); }

private:
    void begin(std::string_view name, std::string_view labels);

    const bool m_viaCollector;
    std::string m_text;
};

// "0.005", "2.5", "10": shortest form.
std::string numberText(double value);

} // namespace binnacle::demo
