#pragma once

#include "core/codec/exposition_scanner.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace binnacle::codec {

// What a strict reader demands of the families of one text beyond the grammar of each line. Each
// call gives what is wrong, nullptr when nothing is. Views given must live as long as the rules.
class MetricRules
{
public:
    virtual ~MetricRules() = default;
    virtual const char *metadata(
        ExpositionMetadata kind, std::string_view family, std::string_view text)
        = 0;
    virtual const char *sample(ExpositionLineParser &line) = 0;
    virtual const char *finish() = 0;
};

// Text 0.0.4, as Prometheus' own library (expfmt) has it: one HELP and TYPE a family, TYPE before
// its samples, numeric le and quantile, no negative counts in histograms.
class TextRules final : public MetricRules
{
public:
    const char *metadata(
        ExpositionMetadata kind, std::string_view family, std::string_view text) override;
    const char *sample(ExpositionLineParser &line) override;
    const char *finish() override { return nullptr; }

private:
    struct Family
    {
        MetricType type = MetricType::Unknown;
        bool hasHelp = false;
        bool hasType = false; // or samples, which make it untyped
    };
    bool isFamily(std::string_view name, MetricType type) const;

    std::unordered_map<std::string_view, Family> m_families;
};

// OpenMetrics 1.0: families in one piece with metadata first, names that do not clash, units as
// suffix, the samples, labels and values each type allows, exemplars where allowed, timestamps that
// do not go back within a group, and whole histograms.
class OpenMetricsRules final : public MetricRules
{
public:
    const char *metadata(
        ExpositionMetadata kind, std::string_view family, std::string_view text) override;
    const char *sample(ExpositionLineParser &line) override;
    const char *finish() override;

private:
    struct Family
    {
        std::string_view name;
        std::optional<MetricType> type;
        bool hasHelp = false;
        bool hasUnit = false;
        bool isUnitEmpty = true;
        bool hasSamples = false;
    };
    // The histogram whose samples come in just now: one group of labels at one time.
    struct Histogram
    {
        std::optional<double> bound;
        double value = 0;
        std::optional<double> count;
        bool hasSum = false;
        bool hasNegativeBound = false;
        bool hasNegativeGaugeSum = false;
        bool isGauge = false;
    };
    // Labels without what tells the samples of one group apart, in any order.
    struct Group
    {
        std::uint64_t labels = 0;
        std::optional<double> timestamp;
    };

    MetricType type() const { return m_family->type.value_or(MetricType::Unknown); }
    const char *openFamily(std::string_view name);
    const char *closeFamily();
    const char *claimNames();
    const char *checkValue(std::string_view suffix, double value) const;
    const char *checkLabels(
        std::string_view suffix, const std::vector<ExpositionLabel> &labels, double value) const;
    const char *checkGroup(const Group &group);
    const char *addToHistogram(
        std::string_view suffix, const std::vector<ExpositionLabel> &labels, double value);
    const char *closeHistogram();

    std::optional<Family> m_family;
    std::optional<Group> m_group;
    std::unordered_set<std::uint64_t> m_groups; // of this family
    std::optional<Histogram> m_histogram;
    std::unordered_set<std::string> m_names;
};

} // namespace binnacle::codec
