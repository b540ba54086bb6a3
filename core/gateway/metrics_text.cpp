#include "core/gateway/metrics_text.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace binnacle::gateway {

namespace {

std::string escaped(std::string_view text, bool isLabel)
{
    std::string out;
    for (const char c : text) {
        if (c == '\\')
            out += "\\\\";
        else if (c == '\n')
            out += "\\n";
        else if (c == '"' && isLabel)
            out += "\\\"";
        else
            out += c;
    }
    return out;
}

std::string numberText(double value)
{
    std::array<char, 64> digits{};
    const auto [end, failure] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    return failure == std::errc{} ? std::string(digits.data(), end) : "0";
}

} // namespace

std::string metricsText(std::vector<MetricSample> samples)
{
    std::ranges::stable_sort(samples, {}, &MetricSample::name);
    std::string text;
    std::string_view last;
    for (const MetricSample &sample : samples) {
        if (sample.name != last) {
            text += "# HELP " + sample.name + ' ' + escaped(sample.help, false) + '\n';
            text += "# TYPE " + sample.name + (sample.isCounter ? " counter\n" : " gauge\n");
            last = sample.name;
        }
        text += sample.name;
        std::string_view separator = "{";
        for (const auto &[name, value] : sample.labels) {
            text.append(separator).append(name).append("=\"").append(escaped(value, true)) += '"';
            separator = ",";
        }
        text += sample.labels.empty() ? " " : "} ";
        text += numberText(sample.value) + '\n';
    }
    return text;
}

} // namespace binnacle::gateway
