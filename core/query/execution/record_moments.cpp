#include "core/query/execution/record_moments.h"

namespace binnacle::query {

namespace {

bool isAfter(Timestamp event, Timestamp at)
{
    return isKnown(event) && event > at;
}

void forgetAfter(Timestamp &event, Timestamp at)
{
    if (isAfter(event, at))
        event = {};
}

} // namespace

Alert asOf(Alert alert, Timestamp at)
{
    if (isAfter(alert.ackedAt, at))
        alert.ackedBy.clear();
    if (!isKnown(alert.firedAt) || alert.firedAt > at)
        alert.phase = AlertPhase::Pending;
    for (Timestamp *event :
        {&alert.firedAt, &alert.resolvedAt, &alert.quietSince, &alert.notifiedAt, &alert.ackedAt})
        forgetAfter(*event, at);
    alert.value.reset();
    alert.valueText.clear();
    alert.hush = AlertHush::None;
    alert.hushedBy.clear();
    alert.hasNoData = false;
    return alert;
}

CommandRecord asOf(CommandRecord record, Timestamp at)
{
    const bool isEnded
        = isTerminal(record.state) && (!isKnown(record.finishedAt) || record.finishedAt <= at);
    if (isEnded)
        return record;
    const bool isStarted = isKnown(record.startedAt) && record.startedAt <= at;
    if (isTerminal(record.state) || isAfter(record.startedAt, at))
        record.state = isStarted ? CommandState::Running : CommandState::Pending;
    forgetAfter(record.startedAt, at);
    record.finishedAt = {};
    record.error.clear();
    record.late = false;
    return record;
}

} // namespace binnacle::query
