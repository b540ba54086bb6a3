#pragma once

#include "core/alerts/condition.h"
#include "core/alerts/rule_readings.h"
#include "core/base/cancellation.h"
#include "core/base/result.h"

#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace binnacle::store {
class Connection;
}

namespace binnacle::alerts {

// Between looks at levels, live and in history; contract 06 §6.5. At full half minutes of the
// clock, so that both look at the same instants.
constexpr Duration kLookEvery{30'000};

// What a rule saw over a range of the past, as far as it is kept:
//   - levels: raw rows as they arrived, when they did and every half minute; hourly rows where raw
//     ones are gone, each spread evenly
//   - events: when they began, when they were seen last and how often, even in between
//   - resources, and queries over them: the states kept, every five minutes and thinned out later
//   - absence: when increments arrived; gaps between heartbeats and snapshots as they were
//     written down, and nothing before that record began
// Loaded once, then replayed as often as one likes. One thread; needs no store after load().
class HistoryReadings
{
public:
    // `variants` are the rule's own condition and others to compare it with: the same kind and
    // target. Errors: InvalidArgument (a condition that cannot be read, a query of what no past
    // state holds), those of the store, Cancelled.
    struct Question
    {
        AlertRule rule;
        std::vector<Condition> variants; // at least one
        TimeRange range;
        Duration step{kLookEvery}; // between looks at levels, events and absence
    };
    static Result<std::unique_ptr<HistoryReadings>> load(store::Connection &connection,
        Question question, const std::stop_token &stop = {}, const Progress &progress = {});
    virtual ~HistoryReadings() = default;

    const AlertRule &rule() const { return m_question.rule; }
    const Condition &condition() const { return m_question.variants[m_variant]; }
    std::size_t variants() const { return m_question.variants.size(); }
    // Start of what is kept; unknown: nothing is.
    Timestamp dataSince() const { return m_dataSince; }

    // Back to the beginning, with one of the variants.
    void begin(std::size_t variant);
    // The first look after `at`; unknown: none within the range.
    virtual Timestamp next(Timestamp at) const = 0;
    // REQUIRES: `now` is what next() gave, and does not go back. Nothing: the same as before.
    virtual std::optional<RuleReadings> at(Timestamp now) = 0;
    // Of the last look: the worst of all subjects.
    virtual std::optional<double> worst() const = 0;
    // What the last look saw of a subject that was not true, to be read after "it was": "3.1× over
    // 1 h: too few requests". Empty: it has nothing that could be told.
    virtual std::string seen(const AlertSubject &subject) const;

protected:
    explicit HistoryReadings(Question question)
        : m_question(std::move(question))
    {}
    virtual void begun() = 0;

    const Question m_question;
    std::size_t m_variant = 0;
    Timestamp m_dataSince{};
};

// Looks that are `step` apart, at full steps of the clock, within the range.
Timestamp nextStep(const TimeRange &range, Duration step, Timestamp after);

} // namespace binnacle::alerts
