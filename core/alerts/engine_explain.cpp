#include "core/alerts/engine_state.h"

#include <array>
#include <string>
#include <utility>

namespace binnacle::alerts {

namespace {

using Stage = DecisionStep::Stage;

std::string conditionOf(const AlertRule &rule)
{
    const Result<Condition> condition = readCondition(rule.condition);
    return condition ? conditionText(*condition) : condition.error().message;
}

// Adds one step after another until one says no; says what came of it at the end.
class Explanation
{
public:
    Explanation(EngineState &state, const RuleState &rule, const ActiveAlert *active,
        const std::string &seen)
        : m_state(state)
        , m_rule(rule)
        , m_active(active)
        , m_seen(seen)
    {}

    std::vector<DecisionStep> take()
    {
        const bool isTold = enabled() && data() && condition() && holds() && hushes() && telling();
        if (!isTold)
            add(Stage::Outcome, false, m_outcome);
        return std::move(m_steps);
    }

private:
    bool add(Stage stage, bool passed, std::string what)
    {
        m_steps.push_back({.stage = stage, .passed = passed, .what = std::move(what)});
        return passed;
    }

    bool enabled()
    {
        const bool isEnabled = !m_rule.isGone;
        return add(Stage::Enabled, isEnabled,
            isEnabled             ? "the rule is enabled"
                : m_rule.isListed ? "the rule is disabled"
                                  : "the rule was removed");
    }

    bool data()
    {
        if (m_rule.isUnevaluated) {
            return add(Stage::Data, m_active != nullptr,
                "the rule could not be evaluated; it stays as it was");
        }
        if (!m_rule.wasRead)
            return add(Stage::Data, m_active != nullptr, "the rule was not evaluated yet");
        const bool isSilent = m_rule.hasNoData || (m_active && m_active->alert.hasNoData);
        if (!isSilent) {
            return add(Stage::Data, true,
                std::to_string(m_rule.subjects)
                    + (m_rule.subjects == 1 ? " subject was looked at"
                                            : " subjects were looked at"));
        }
        return add(Stage::Data, m_active != nullptr,
            "there was no data; the rule says \""
                + std::string(noDataPolicyName(m_rule.rule.noData)) + '"');
    }

    bool condition()
    {
        const std::string text = conditionOf(m_rule.rule);
        if (!m_active)
            return add(Stage::Condition, false,
                "not true: " + text + (m_seen.empty() ? "" : "; it was " + m_seen));
        const Alert &alert = m_active->alert;
        const std::string value = alert.valueText.empty() ? "" : "; it was " + alert.valueText;
        if (m_active->isFrozen)
            return add(Stage::Condition, true,
                (m_rule.isUnevaluated ? "kept as it was, not being evaluated: "
                                      : "kept as it was, for want of data: ")
                    + text);
        if (m_active->isTrue)
            return add(Stage::Condition, true, "true: " + text + value);
        return add(Stage::Condition, true,
            "false since " + formatRfc3339(alert.quietSince) + ", over after "
                + std::to_string(m_rule.resolveAfter.count() / 1000) + " s: " + text + value);
    }

    bool holds()
    {
        const Alert &alert = m_active->alert;
        const std::string since = "true since " + formatRfc3339(alert.pendingSince);
        const bool isFiring = alert.phase == AlertPhase::Firing;
        const std::string seconds = std::to_string(m_rule.holds.count() / 1000) + " s";
        if (!add(Stage::For, isFiring,
                since + (isFiring ? ", long enough (" : ", not yet ") + seconds
                    + (isFiring ? ")" : ""))) {
            m_outcome = "pending: nobody is told before it fires";
            return false;
        }
        return add(Stage::State, true,
            "firing since " + formatRfc3339(alert.firedAt) + ", "
                + std::to_string(alert.occurrences) + " firings within a day");
    }

    bool hushes()
    {
        const Alert &alert = m_active->alert;
        struct Guard
        {
            AlertHush hush;
            Stage stage;
            const char *passed;
        };
        constexpr std::array<Guard, 4> kOrder{
            {{AlertHush::Maintenance, Stage::Maintenance, "no maintenance holds it back"},
                {AlertHush::Silenced, Stage::Silence, "no silence holds it back"},
                {AlertHush::Inhibited, Stage::Inhibition, "no other alert inhibits it"},
                {AlertHush::Flapping, Stage::FlapGuard, "it does not flap"}}};
        for (const auto &[hush, stage, passed] : kOrder) {
            if (alert.hush == hush) {
                m_outcome = "hushed: it fires and nobody is told";
                return add(stage, false, "hushed by " + alert.hushedBy);
            }
            add(stage, true, passed);
        }
        return true;
    }

    // Whether this step told somebody.
    bool telling()
    {
        const Alert &alert = m_active->alert;
        const bool isNow = m_active->isTold && alert.notifiedAt == m_state.now;
        if (!isNow)
            return waiting();
        add(Stage::Cooldown, true, "nobody was told recently");
        add(Stage::Grouping, true,
            m_active->group.empty() ? "told alone" : "told with the group " + m_active->group);
        add(Stage::Channel, true,
            m_rule.rule.channels.empty()
                ? "to all effective channels"
                : "to " + std::to_string(m_rule.rule.channels.size()) + " channels of the rule");
        return add(Stage::Outcome, true, "paged at " + formatRfc3339(alert.notifiedAt));
    }

    bool waiting()
    {
        const Alert &alert = m_active->alert;
        const SubjectPast *past = m_active->past;
        const Duration cooldown = m_rule.rule.cooldown;
        if (!alert.ackedBy.empty()) {
            m_outcome = "acknowledged by " + alert.ackedBy;
            return add(Stage::State, false, "somebody knows: it is not told again");
        }
        if (m_active->isTold) {
            m_outcome = "told before, at " + formatRfc3339(alert.notifiedAt);
            return add(Stage::Cooldown, false,
                cooldown == Duration::zero()
                    ? "told once, as the rule says"
                    : "not again before " + formatRfc3339(alert.notifiedAt + cooldown));
        }
        if (past && m_state.isCooling(m_rule, *m_active)) {
            m_outcome = "it fired again soon after it was told";
            return add(Stage::Cooldown, false,
                "told at " + formatRfc3339(past->toldAt) + ", not again before "
                    + formatRfc3339(past->toldAt + cooldown));
        }
        add(Stage::Cooldown, true, "nobody was told recently");
        const auto group = m_state.groupDue.find(m_active->group);
        m_outcome = "waits for others of its group";
        return add(Stage::Grouping, false,
            group == m_state.groupDue.end()
                ? "it has not been its turn yet"
                : "its group is told at " + formatRfc3339(group->second));
    }

    EngineState &m_state;
    const RuleState &m_rule;
    const ActiveAlert *m_active;
    const std::string &m_seen;
    std::string m_outcome = "nothing fires";
    std::vector<DecisionStep> m_steps;
};

} // namespace

std::vector<DecisionStep> EngineState::explain(
    std::int64_t id, const AlertSubject &subject, const std::string &seen)
{
    const auto rule = rules.find(id);
    if (rule == rules.end()) {
        return {{.stage = DecisionStep::Stage::Enabled,
                    .passed = false,
                    .what = "there is no such rule"},
            {.stage = DecisionStep::Stage::Outcome, .passed = false, .what = "nothing fires"}};
    }
    const auto active = rule->second.active.find(subject);
    const bool isKnown = active != rule->second.active.end();
    return Explanation(*this, rule->second, isKnown ? &active->second : nullptr, seen).take();
}

} // namespace binnacle::alerts
