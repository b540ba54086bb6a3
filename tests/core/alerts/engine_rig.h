#pragma once

#include "core/alerts/engine.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace binnacle::test {

inline constexpr std::int64_t kRigStart = 1'772'366'400; // 2026-03-01 12:00:00 UTC, seconds

inline Timestamp second(std::int64_t seconds)
{
    return fromEpochMs((kRigStart + seconds) * 1000);
}

inline AlertSubject serviceSubject(const std::string &name, const std::string &cluster = "prod")
{
    return {{cluster}, {.kind = "Service", .ns = "shop", .name = name}};
}

inline AlertSubject podSubject(const std::string &name, const std::string &ns = "shop")
{
    return {{"prod"}, {.kind = "Pod", .ns = ns, .name = name}};
}

// "for" and "resolveAfter" in seconds.
inline AlertRule podRule(std::int64_t id, int holds = 0, int resolveAfter = 0)
{
    AlertRule rule;
    rule.id = id;
    rule.name = "Rule" + std::to_string(id);
    rule.condition = R"({"source":"pods","where":"phase = Pending","for":")" + std::to_string(holds)
        + R"(s","resolveAfter":")" + std::to_string(resolveAfter) + R"(s"})";
    rule.cooldown = {};
    return rule;
}

inline AlertRule serviceRule(std::int64_t id)
{
    AlertRule rule = podRule(id);
    rule.condition = R"({"metric":"service.p95","op":">","value":300})";
    return rule;
}

// What a rule's condition said: true for these.
inline alerts::RuleReadings reads(std::int64_t rule, const std::vector<AlertSubject> &subjects)
{
    alerts::RuleReadings readings{.rule = rule, .active = {}, .subjects = 10};
    for (const AlertSubject &subject : subjects)
        readings.active.push_back({.subject = subject, .isTrue = true});
    return readings;
}

// An engine whose steps are kept.
class EngineRig
{
public:
    explicit EngineRig(const alerts::EngineSettings &settings = {})
        : m_engine(settings)
    {}

    alerts::Engine &engine() { return m_engine; }

    const alerts::EngineStep &at(
        std::int64_t seconds, const std::vector<alerts::RuleReadings> &readings = {})
    {
        m_last = m_engine.step(second(seconds), readings);
        for (const alerts::AlertPage &page : m_last.pages)
            pages.push_back({seconds, page});
        return m_last;
    }
    // One rule about one subject.
    const alerts::EngineStep &at(std::int64_t seconds, bool isTrue)
    {
        std::vector<AlertSubject> subjects;
        if (isTrue)
            subjects.push_back(podSubject("a"));
        return at(seconds, {reads(1, subjects)});
    }

    // "0 firing 1, 300 repeat 1": second, kind and how many alerts are in it.
    std::string told() const
    {
        std::string text;
        for (const auto &[seconds, page] : pages) {
            text.append(text.empty() ? "" : ", ").append(std::to_string(seconds)).append(" ");
            text.append(kindName(page.kind)).append(" ");
            text.append(std::to_string(page.dedupKeys.size()));
        }
        return text;
    }
    static std::string kindName(alerts::AlertPage::Kind kind)
    {
        switch (kind) {
        case alerts::AlertPage::Kind::Firing:
            return "firing";
        case alerts::AlertPage::Kind::Repeat:
            return "repeat";
        case alerts::AlertPage::Kind::Resolved:
            return "resolved";
        case alerts::AlertPage::Kind::FlapDigest:
            return "digest";
        }
        return {};
    }
    // "fired resolved"
    static std::string changes(const alerts::EngineStep &step)
    {
        std::string text;
        for (const alerts::AlertChange &change : step.changes) {
            constexpr const char *kNames[]
                = {"pending", "dropped", "fired", "repeated", "resolved", "updated"};
            text.append(text.empty() ? "" : " ").append(kNames[static_cast<int>(change.kind)]);
        }
        return text;
    }
    const Alert *find(const AlertSubject &subject)
    {
        m_alerts = m_engine.alerts();
        const auto it = std::ranges::find(m_alerts, subject, &Alert::subject);
        return it == m_alerts.end() ? nullptr : &*it;
    }

    std::vector<std::pair<std::int64_t, alerts::AlertPage>> pages;

private:
    alerts::Engine m_engine;
    alerts::EngineStep m_last;
    std::vector<Alert> m_alerts;
};

} // namespace binnacle::test
