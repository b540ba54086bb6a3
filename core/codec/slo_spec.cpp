#include "core/codec/slo_spec.h"

#include "core/base/printable.h"
#include "core/codec/slo_spec_parts.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace binnacle::codec {

namespace slo_spec {

namespace {

using std::chrono::days;

constexpr std::array kWindows{SloWindow::OneDay, SloWindow::SevenDays, SloWindow::ThirtyDays};

// By ratio: two weeks are nearer to one than to a month.
SloWindow nearestWindow(Duration length)
{
    const double wanted = std::log(std::max(1.0, static_cast<double>(length.count())));
    return *std::ranges::min_element(kWindows, {}, [wanted](SloWindow window) {
        return std::abs(std::log(static_cast<double>(sloWindowLength(window).count())) - wanted);
    });
}

} // namespace

std::string textOf(const YamlNode &node)
{
    constexpr std::string_view kSpace = " \t\r\n";
    const std::string_view text = node.text;
    const std::size_t start = text.find_first_not_of(kSpace);
    if (start == std::string_view::npos)
        return {};
    return std::string(text.substr(start, text.find_last_not_of(kSpace) - start + 1));
}

std::optional<double> numberOf(const YamlNode &node)
{
    const std::string text = textOf(node);
    double value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::string shown(std::string_view text)
{
    constexpr std::size_t kLongest = 80;
    if (text.size() <= kLongest)
        return printable(text);
    // Not in the middle of a character.
    std::size_t end = kLongest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        --end;
    return printable(text.substr(0, end)) + "…";
}

void keepWindow(SloSpec &spec, std::string written, std::optional<Duration> length)
{
    spec.windowText = std::move(written);
    spec.window = length ? nearestWindow(*length) : SloWindow::ThirtyDays;
    const std::string name(sloWindowName(spec.window));
    if (spec.windowText.empty())
        spec.notes.push_back("no time window: " + name + " is used");
    else if (!length)
        spec.notes.push_back("time window \"" + shown(spec.windowText)
            + "\" is not understood: " + name + " is used");
    else if (*length != sloWindowLength(spec.window))
        spec.notes.push_back("time window " + shown(spec.windowText) + ": " + name
            + " is the nearest of 1d, 7d and 30d");
}

std::optional<Duration> lengthOf(std::string_view shorthand)
{
    struct Unit
    {
        char name;
        Duration length;
    };
    static constexpr std::array<Unit, 7> kUnits{
        {{'m', std::chrono::minutes{1}}, {'h', std::chrono::hours{1}}, {'d', days{1}},
            {'w', days{7}}, {'M', days{30}}, {'Q', days{90}}, {'Y', days{365}}}};
    constexpr std::int64_t kMost = 100'000;
    std::int64_t count = 0;
    const auto [end, failure]
        = std::from_chars(shorthand.data(), shorthand.data() + shorthand.size(), count);
    if (failure != std::errc() || count < 1 || count > kMost
        || end + 1 != shorthand.data() + shorthand.size())
        return std::nullopt;
    const auto unit = std::ranges::find(kUnits, *end, &Unit::name);
    return unit == kUnits.end() ? std::nullopt : std::optional(unit->length * count);
}

} // namespace slo_spec

namespace {

using namespace slo_spec;

constexpr std::array<std::string_view, 3> kOpenSloVersions{
    "openslo/v1", "openslo/v1alpha", "openslo/v1beta1"};
constexpr std::array<std::string_view, 5> kOtherKinds{
    "DataSource", "Service", "AlertPolicy", "AlertCondition", "AlertNotificationTarget"};

std::string titleOf(const YamlNode &document)
{
    const std::string name = textOf(document["metadata"]["name"]);
    return shown(textOf(document["kind"])) + (name.empty() ? "" : ' ' + shown(name));
}

Indicators indicatorsOf(const std::vector<YamlNode> &documents)
{
    Indicators indicators;
    for (const YamlNode &document : documents) {
        if (textOf(document["kind"]) == "SLI")
            indicators.emplace(textOf(document["metadata"]["name"]), &document);
    }
    return indicators;
}

Status readOpenSloKind(const YamlNode &document, const Indicators &indicators, SloSpecs &specs)
{
    const std::string kind = textOf(document["kind"]);
    if (kind == "SLO")
        return readOpenSlo(document, indicators, specs);
    if (kind == "SLI")
        specs.notes.push_back(titleOf(document) + ": read where an SLO refers to it");
    else if (std::ranges::find(kOtherKinds, kind) != kOtherKinds.end())
        specs.notes.push_back(titleOf(document) + ": not needed");
    else
        specs.notes.push_back("kind \"" + shown(kind) + "\" is none of OpenSLO's: left out");
    return Done{};
}

} // namespace

Result<SloSpecs> readSloSpecs(std::string_view yaml)
{
    auto documents = readYaml(yaml);
    if (!documents)
        return std::move(documents).error();
    const Indicators indicators = indicatorsOf(*documents);
    SloSpecs specs;
    bool isKnown = false;
    for (std::size_t i = 0; i < documents->size(); ++i) {
        const YamlNode &document = (*documents)[i];
        if (document.isNull())
            continue;
        const std::string api = textOf(document["apiVersion"]);
        const bool isOpenSlo = api.starts_with("openslo");
        const bool isSloth
            = textOf(document["version"]) == "prometheus/v1" || api == "sloth.slok.dev/v1";
        const bool isSupported
            = isSloth || std::ranges::find(kOpenSloVersions, api) != kOpenSloVersions.end();
        isKnown |= isOpenSlo || isSloth;
        if (!isSupported) {
            specs.notes.push_back("document " + std::to_string(i + 1)
                + (isOpenSlo ? ": \"" + shown(api) + "\" is a version that is not known"
                             : ": neither OpenSLO nor Sloth")
                + ": left out");
            continue;
        }
        const Status read
            = isSloth ? readSloth(document, specs) : readOpenSloKind(document, indicators, specs);
        if (!read)
            return read.error();
    }
    if (!isKnown)
        return Error{ErrorCode::InvalidArgument,
            "apiVersion: neither an OpenSLO document (openslo/v1, openslo/v1alpha) nor one of "
            "Sloth (version: prometheus/v1)"};
    return specs;
}

} // namespace binnacle::codec
