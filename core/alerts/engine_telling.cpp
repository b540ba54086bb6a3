#include "core/alerts/engine_state.h"

#include <algorithm>
#include <utility>

namespace binnacle::alerts {

namespace {

// Puts the alerts of one step into messages: those of a group into one of each kind.
class Pages
{
public:
    explicit Pages(std::vector<AlertPage> &pages)
        : m_pages(pages)
    {}

    void add(AlertPage::Kind kind, const RuleState &rule, const ActiveAlert &active)
    {
        const bool isAlone = active.group.empty() || kind == AlertPage::Kind::FlapDigest;
        const auto [place, isNew]
            = m_places.try_emplace({kind, isAlone ? active.key : active.group}, m_pages.size());
        if (isNew) {
            m_pages.push_back({.kind = kind,
                .rule = rule.rule.id,
                .group = isAlone ? std::string() : active.group,
                .dedupKeys = {},
                .channels = rule.rule.channels,
                .severity = active.alert.severity,
                .cluster = active.alert.subject.cluster});
        }
        AlertPage &page = m_pages[place->second];
        page.dedupKeys.push_back(active.key);
        page.severity = std::max(page.severity, active.alert.severity);
        if (page.cluster != active.alert.subject.cluster)
            page.cluster = {};
    }

private:
    std::vector<AlertPage> &m_pages;
    std::map<std::pair<AlertPage::Kind, std::string>, std::size_t> m_places;
};

struct Hush
{
    AlertHush hush = AlertHush::None;
    std::string by;
};

Hush bySilences(const SilenceSet &silences, const ActiveAlert &active, Timestamp now)
{
    Hush found;
    for (const std::size_t index : active.silences) {
        const Silence &silence = silences.at(index);
        if (!silence.isActive(now))
            continue;
        if (silence.isMaintenance)
            return {AlertHush::Maintenance, "maintenance \"" + silence.name + '"'};
        if (found.hush == AlertHush::None)
            found = {AlertHush::Silenced, "silence \"" + silence.name + '"'};
    }
    return found;
}

// What a step tells and to whom. Lives for one step.
class Telling
{
public:
    Telling(EngineState &state, EngineStep &step)
        : m_state(state)
        , m_step(step)
        , m_pages(step.pages)
    {}

    void run()
    {
        m_state.inhibition.beginStep();
        m_state.silences.beginStep();
        forFiring([this](RuleState &rule, ActiveAlert &active) { look(rule, active); });
        m_step.silencesEnded = m_state.silences.closeResolved(m_state.now);
        forFiring([this](RuleState &rule, ActiveAlert &active) {
            if (!active.isOver)
                tell(rule, active);
            else if (active.isTold)
                m_pages.add(AlertPage::Kind::Resolved, rule, active);
        });
        if (!m_repeatingGroups.empty())
            forFiring([this](RuleState &rule, ActiveAlert &active) { repeat(rule, active); });
        std::erase_if(
            m_state.groupDue, [this](const auto &group) { return group.second <= m_state.now; });
    }

private:
    template<typename Visit>
    void forFiring(const Visit &visit)
    {
        m_state.forEachActive([&](RuleState &rule, ActiveAlert &active) {
            if (active.alert.phase == AlertPhase::Firing)
                visit(rule, active);
        });
    }

    // Everything that fires has to be known before it is asked what hushes what.
    void look(RuleState &rule, ActiveAlert &active)
    {
        if (active.silencesOf != m_state.silences.generation()) {
            active.silences = m_state.silences.matchesOf(active.alert);
            active.silencesOf = m_state.silences.generation();
        }
        for (const std::size_t index : active.silences) {
            if (m_state.silences.at(index).isActive(m_state.now))
                m_state.silences.see(index, !active.isOver);
        }
        if (!active.isOver)
            m_state.inhibition.addFiring(active.alert, rule.kind);
    }

    Hush hushOf(const RuleState &rule, const ActiveAlert &active)
    {
        if (Hush hush = bySilences(m_state.silences, active, m_state.now);
            hush.hush != AlertHush::None)
            return hush;
        if (std::string by = m_state.inhibition.hushes(active.alert, rule.kind); !by.empty())
            return {AlertHush::Inhibited, std::move(by)};
        const SubjectPast *past = active.past;
        if (past && m_state.now < past->restsUntil && !active.isTold) {
            return {AlertHush::Flapping,
                "more than " + std::to_string(m_state.settings.flapLimit) + " firings in an hour"};
        }
        return {};
    }

    void tell(RuleState &rule, ActiveAlert &active)
    {
        Alert &alert = active.alert;
        Hush hush = hushOf(rule, active);
        if (alert.hush != hush.hush || alert.hushedBy != hush.by) {
            alert.hush = hush.hush;
            alert.hushedBy = std::move(hush.by);
            active.touch();
        }
        if (alert.hush == AlertHush::Flapping)
            return tellFlapping(rule, active);
        if (alert.hush != AlertHush::None || !alert.ackedBy.empty())
            return;
        if (active.isTold) {
            if (isRepeatDue(rule, active)) {
                if (active.group.empty())
                    page(AlertPage::Kind::Repeat, rule, active);
                else
                    m_repeatingGroups.insert(active.group);
            }
        } else if (!m_state.isCooling(rule, active) && !waitsForGroup(active)) {
            page(AlertPage::Kind::Firing, rule, active);
        }
    }

    void tellFlapping(const RuleState &rule, const ActiveAlert &active)
    {
        SubjectPast *past = active.past;
        if (past && std::exchange(past->owesDigest, false))
            m_pages.add(AlertPage::Kind::FlapDigest, rule, active);
    }

    bool isRepeatDue(const RuleState &rule, const ActiveAlert &active) const
    {
        return rule.rule.cooldown > Duration::zero() && !isKnown(active.alert.quietSince)
            && m_state.now >= active.alert.notifiedAt + rule.rule.cooldown;
    }

    // The first of a group opens a wait for the others.
    bool waitsForGroup(const ActiveAlert &active)
    {
        if (active.group.empty())
            return false;
        const auto [due, isNew]
            = m_state.groupDue.try_emplace(active.group, m_state.now + m_state.settings.groupWait);
        return m_state.now < due->second;
    }

    void page(AlertPage::Kind kind, const RuleState &rule, ActiveAlert &active)
    {
        m_pages.add(kind, rule, active);
        active.alert.notifiedAt = m_state.now;
        active.isTold = true;
        m_state.rememberedOf(active).toldAt = m_state.now;
        if (kind == AlertPage::Kind::Repeat)
            active.change = AlertChange::Kind::Repeated;
        else
            active.touch();
    }

    // One message for a group, also for those whose own time has not quite come.
    void repeat(RuleState &rule, ActiveAlert &active)
    {
        const Alert &alert = active.alert;
        const bool isToldBefore = active.isTold && alert.notifiedAt < m_state.now;
        const bool isQuiet = isKnown(alert.quietSince) || alert.hush != AlertHush::None
            || !alert.ackedBy.empty() || rule.rule.cooldown == Duration::zero();
        if (!active.isOver && isToldBefore && !isQuiet && m_repeatingGroups.contains(active.group))
            page(AlertPage::Kind::Repeat, rule, active);
    }

    EngineState &m_state;
    EngineStep &m_step;
    Pages m_pages;
    std::set<std::string> m_repeatingGroups;
};

} // namespace

void EngineState::tell(EngineStep &step)
{
    Telling(*this, step).run();
}

} // namespace binnacle::alerts
