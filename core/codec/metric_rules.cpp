#include "core/codec/metric_rules.h"

#include "core/codec/exposition_number.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <span>

namespace binnacle::codec {

namespace {

const ExpositionLabel *findLabel(const std::vector<ExpositionLabel> &labels, std::string_view name)
{
    const auto found = std::find_if(labels.begin(), labels.end(),
        [name](const ExpositionLabel &label) { return label.name == name; });
    return found == labels.end() ? nullptr : &*found;
}

// The number a label holds; NaN counts as none.
std::optional<double> labelNumber(const std::vector<ExpositionLabel> &labels, std::string_view name)
{
    const ExpositionLabel *label = findLabel(labels, name);
    const auto number = label ? expositionNumber(label->value) : std::nullopt;
    return number && !std::isnan(*number) ? number : std::nullopt;
}

std::span<const std::string_view> suffixesOf(MetricType type)
{
    static constexpr std::array<std::string_view, 2> kCounter{"_total", "_created"};
    static constexpr std::array<std::string_view, 4> kSummary{"", "_sum", "_count", "_created"};
    static constexpr std::array<std::string_view, 5> kHistogram{
        "_bucket", "_sum", "_count", "_created", ""}; // "": native histograms
    static constexpr std::array<std::string_view, 4> kGaugeHistogram{
        "_bucket", "_gsum", "_gcount", ""};
    static constexpr std::array<std::string_view, 1> kInfo{"_info"};
    static constexpr std::array<std::string_view, 1> kPlain{""};
    switch (type) {
    case MetricType::Counter:
        return kCounter;
    case MetricType::Summary:
        return kSummary;
    case MetricType::Histogram:
        return kHistogram;
    case MetricType::GaugeHistogram:
        return kGaugeHistogram;
    case MetricType::Info:
        return kInfo;
    case MetricType::Unknown:
    case MetricType::Gauge:
    case MetricType::StateSet:
        break;
    }
    return kPlain;
}

bool isHistogram(MetricType type)
{
    return type == MetricType::Histogram || type == MetricType::GaugeHistogram;
}

bool isWhole(double value)
{
    return std::isfinite(value) && std::trunc(value) == value;
}

std::uint64_t mixed(std::uint64_t bits)
{
    bits ^= bits >> 32U;
    bits *= 0xd6e8'feb8'6659'fd93;
    bits ^= bits >> 32U;
    return bits;
}

// Of the labels that make up a group: without le, quantile or the state, and for info all in one.
std::uint64_t groupOf(MetricType type, std::string_view family, std::string_view suffix,
    const std::vector<ExpositionLabel> &labels)
{
    std::string_view dropped;
    if (type == MetricType::Info)
        return 0;
    if (type == MetricType::Summary && suffix.empty())
        dropped = "quantile";
    else if (type == MetricType::StateSet)
        dropped = family;
    else if (isHistogram(type) && suffix == "_bucket")
        dropped = "le";
    const std::hash<std::string_view> hash;
    std::uint64_t sum = 0; // so that the order of labels does not matter
    for (const ExpositionLabel &label : labels) {
        if (label.name != dropped)
            sum += mixed(mixed(hash(label.name)) + hash(label.value));
    }
    return sum;
}

} // namespace

const char *TextRules::metadata(
    ExpositionMetadata kind, std::string_view family, std::string_view text)
{
    if (text.empty())
        return nullptr;
    Family &known = m_families[family];
    if (kind == ExpositionMetadata::Help)
        return std::exchange(known.hasHelp, true) ? "a second HELP line for a metric" : nullptr;
    known.type = metricType(text).value_or(MetricType::Unknown);
    return std::exchange(known.hasType, true) ? "a second TYPE line for a metric, or samples before"
                                              : nullptr;
}

bool TextRules::isFamily(std::string_view name, MetricType type) const
{
    const auto found = m_families.find(name);
    return found != m_families.end() && found->second.type == type;
}

const char *TextRules::sample(ExpositionLineParser &line)
{
    const std::string_view name = line.name();
    const double value = line.tail().value;
    const auto base = [name](std::string_view suffix) {
        return name.ends_with(suffix) ? name.substr(0, name.size() - suffix.size())
                                      : std::string_view();
    };
    if (isFamily(base("_bucket"), MetricType::Histogram)) {
        if (findLabel(line.labels(), "le") && !labelNumber(line.labels(), "le"))
            return "expected a number as value of the label le";
        return value < 0 ? "a negative bucket of a histogram" : nullptr;
    }
    if (isFamily(base("_count"), MetricType::Histogram))
        return value < 0 ? "a negative count of a histogram" : nullptr;
    if (isFamily(base("_sum"), MetricType::Histogram))
        return nullptr;
    if (isFamily(name, MetricType::Summary) && findLabel(line.labels(), "quantile")
        && !labelNumber(line.labels(), "quantile"))
        return "expected a number as value of the label quantile";
    m_families[name].hasType = true;
    return nullptr;
}

const char *OpenMetricsRules::metadata(
    ExpositionMetadata kind, std::string_view family, std::string_view text)
{
    if (m_family && m_family->name == family && m_family->hasSamples)
        return "metadata after the samples of its metric";
    if (!m_family || m_family->name != family) {
        if (const char *wrong = openFamily(family))
            return wrong;
    }
    switch (kind) {
    case ExpositionMetadata::Help:
        return std::exchange(m_family->hasHelp, true) ? "a second HELP line for a metric" : nullptr;
    case ExpositionMetadata::Type:
        if (m_family->type)
            return "a second TYPE line for a metric";
        m_family->type = metricType(text);
        return nullptr;
    case ExpositionMetadata::Unit:
        break;
    }
    if (std::exchange(m_family->hasUnit, true))
        return "a second UNIT line for a metric";
    m_family->isUnitEmpty = text.empty();
    const bool isSuffix = family.size() > text.size() && family.ends_with(text)
        && family[family.size() - text.size() - 1] == '_';
    return text.empty() || isSuffix ? nullptr : "the unit is not a suffix of the metric's name";
}

const char *OpenMetricsRules::openFamily(std::string_view name)
{
    const char *const wrong = closeFamily();
    m_family = Family{.name = name};
    m_group.reset();
    m_groups.clear();
    return wrong;
}

const char *OpenMetricsRules::closeFamily()
{
    if (!m_family)
        return nullptr;
    if (const char *wrong = closeHistogram())
        return wrong;
    if (!m_family->isUnitEmpty && (type() == MetricType::Info || type() == MetricType::StateSet))
        return "a unit for a metric that has none by its type";
    return claimNames();
}

const char *OpenMetricsRules::claimNames()
{
    const auto claim = [this](std::string_view suffix) { // false: taken
        return m_names.insert(std::string(m_family->name).append(suffix)).second;
    };
    bool isFree = claim("");
    for (const std::string_view suffix : suffixesOf(type()))
        isFree = (suffix.empty() || claim(suffix)) && isFree;
    return isFree ? nullptr : "a metric's name clashes with another, or its samples are apart";
}

const char *OpenMetricsRules::sample(ExpositionLineParser &line)
{
    const std::string_view name = line.name();
    const auto belongs = [this, name] {
        if (!m_family || !name.starts_with(m_family->name))
            return false;
        const auto suffixes = suffixesOf(type());
        return std::find(suffixes.begin(), suffixes.end(), name.substr(m_family->name.size()))
            != suffixes.end();
    };
    if (!belongs()) {
        if (const char *wrong = openFamily(name))
            return wrong;
    }
    m_family->hasSamples = true;
    const std::string_view suffix = name.substr(m_family->name.size());
    const auto &labels = line.labels();
    const SampleTail &tail = line.tail();
    if (tail.isNative != (isHistogram(type()) && suffix.empty()))
        return tail.isNative ? "a native histogram in a metric of another type"
                             : "a sample of a histogram without suffix";
    if (tail.isNative)
        return nullptr;
    if (tail.hasExemplar && !(isHistogram(type()) && suffix == "_bucket")
        && !(type() == MetricType::Counter && suffix == "_total"))
        return "an exemplar where only buckets and counters may have one";

    if (const char *wrong = checkLabels(suffix, labels, tail.value))
        return wrong;
    if (const char *wrong = checkValue(suffix, tail.value))
        return wrong;
    Group group{.labels = groupOf(type(), m_family->name, suffix, labels)};
    if (tail.timestampMs)
        group.timestamp = tail.timestamp;
    if (const char *wrong = checkGroup(group))
        return wrong;
    return isHistogram(type()) ? addToHistogram(suffix, labels, tail.value) : nullptr;
}

const char *OpenMetricsRules::checkLabels(
    std::string_view suffix, const std::vector<ExpositionLabel> &labels, double value) const
{
    if (type() == MetricType::StateSet && !findLabel(labels, m_family->name))
        return "a state without the label that names it";
    if (suffix == "_bucket" && !labelNumber(labels, "le"))
        return "a bucket without a number in its label le";
    if (type() == MetricType::Summary && suffix.empty()) {
        const auto quantile = labelNumber(labels, "quantile");
        if (!quantile || *quantile < 0 || *quantile > 1)
            return "a quantile without a number from 0 to 1 in its label quantile";
        if (value < 0)
            return "a negative value of a quantile";
    }
    return nullptr;
}

const char *OpenMetricsRules::checkValue(std::string_view suffix, double value) const
{
    const bool isCount = suffix == "_count" || suffix == "_gcount";
    if ((suffix == "_bucket" || isCount) && !isWhole(value))
        return "a count that is not a whole number";
    const bool isCounterLike
        = suffix == "_total" || suffix == "_sum" || suffix == "_bucket" || isCount;
    if ((isCounterLike || suffix == "_gsum") && std::isnan(value))
        return "a counter that is not a number";
    if (isCounterLike && value < 0)
        return "a negative value of a counter";
    if (type() == MetricType::StateSet && value != 0 && value != 1)
        return "a state that is neither 0 nor 1";
    if (type() == MetricType::Info && value != 1)
        return "an info that is not 1";
    return nullptr;
}

const char *OpenMetricsRules::checkGroup(const Group &group)
{
    const bool isSame = m_group && m_group->labels == group.labels;
    if (m_group && !isSame && m_groups.contains(group.labels))
        return "samples of one label set are apart";
    if (isSame) {
        if (m_group->timestamp.has_value() != group.timestamp.has_value())
            return "timestamps on some samples of a label set only";
        if (group.timestamp && *m_group->timestamp > *group.timestamp && type() != MetricType::Info)
            return "timestamps of a label set go back";
    }
    if (!isSame || m_group->timestamp != group.timestamp) {
        if (const char *wrong = closeHistogram())
            return wrong;
    }
    m_group = group;
    m_groups.insert(group.labels);
    return nullptr;
}

const char *OpenMetricsRules::addToHistogram(
    std::string_view suffix, const std::vector<ExpositionLabel> &labels, double value)
{
    if (!m_histogram)
        m_histogram = Histogram{.isGauge = type() == MetricType::GaugeHistogram};
    Histogram &histogram = *m_histogram;
    if (suffix == "_bucket") {
        const double bound = labelNumber(labels, "le").value_or(0);
        if (histogram.bound && bound <= *histogram.bound)
            return "buckets out of order";
        if (value < histogram.value)
            return "a bucket smaller than the one before";
        histogram.hasNegativeBound = histogram.hasNegativeBound || bound < 0;
        histogram.bound = bound;
        histogram.value = value;
    } else if (suffix == "_count" || suffix == "_gcount") {
        histogram.count = value;
    } else if (suffix == "_sum" || suffix == "_gsum") {
        histogram.hasSum = true;
        histogram.hasNegativeGaugeSum = suffix == "_gsum" && value < 0;
    }
    return nullptr;
}

const char *OpenMetricsRules::closeHistogram()
{
    if (!m_histogram)
        return nullptr;
    const Histogram histogram = *m_histogram;
    m_histogram.reset();
    if (!histogram.bound || !std::isinf(*histogram.bound))
        return "a histogram without a bucket for +Inf";
    if (histogram.count && *histogram.count != histogram.value)
        return "the count of a histogram is not that of its +Inf bucket";
    if (histogram.hasSum != histogram.count.has_value())
        return "a histogram with only one of sum and count";
    if (histogram.hasNegativeBound && histogram.hasSum && !histogram.isGauge)
        return "a histogram with negative bounds and a sum";
    if (!histogram.hasNegativeBound && histogram.hasNegativeGaugeSum)
        return "a negative sum of a histogram without negative bounds";
    return nullptr;
}

const char *OpenMetricsRules::finish()
{
    return closeFamily();
}

} // namespace binnacle::codec
