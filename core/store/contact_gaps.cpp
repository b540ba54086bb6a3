#include "core/store/contact_gaps.h"

#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/rows.h"
#include "core/store/store_writer.h"

namespace binnacle::store {

Status keepContactGap(WriteContext &context, const ContactGap &gap)
{
    auto put = context.connection.prepare("contact_gaps.put");
    auto end = context.connection.prepare("contact_gaps.end");
    if (!put || !end)
        return put ? end.error() : put.error();
    const int sign = static_cast<int>(gap.sign);
    const Status done
        = put->bind(sign, toEpochMs(gap.from), toEpochMs(gap.until), gap.cluster.value).run();
    if (!done || !isKnown(gap.until))
        return done;
    return end->bind(toEpochMs(gap.until), gap.cluster.value, sign).run();
}

Status expireContactGaps(WriteContext &context, Timestamp before)
{
    auto expire = context.connection.prepare("contact_gaps.expire");
    if (!expire)
        return expire.error();
    return expire->bind(toEpochMs(before)).run();
}

Result<Timestamp> contactRecordSince(
    Connection &connection, const ClusterId &cluster, SignOfLife sign)
{
    auto find = connection.prepare("contact_gaps.since");
    if (!find)
        return find.error();
    const auto found = find->bind(cluster.value, static_cast<int>(sign)).step();
    if (!found)
        return found.error();
    return *found ? fromEpochMs(find->number(0)) : Timestamp{};
}

Result<std::vector<ContactGap>> contactGaps(
    Connection &connection, const ClusterId &cluster, SignOfLife sign, const TimeRange &range)
{
    auto list = connection.prepare("contact_gaps.list");
    if (!list)
        return list.error();
    // As the places come first in the statement: cluster, sign, the range's end and its start.
    list->bind(cluster.value, static_cast<int>(sign), toEpochMs(range.to), toEpochMs(range.from));
    return collectRows(*list, [&cluster, sign](const Statement &row) {
        return ContactGap{.cluster = cluster,
            .sign = sign,
            .from = fromEpochMs(row.number(0)),
            .until = fromEpochMs(row.number(1))};
    });
}

} // namespace binnacle::store
