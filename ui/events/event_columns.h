#pragma once

#include "core/domain/cluster_event.h"
#include "core/domain/predicate.h"
#include "ui/widgets/table_style.h"

#include <QCoreApplication>
#include <QString>
#include <QVariant>

#include <optional>

namespace binnacle::ui {

class TimeSelection;

// The columns of the events table, in their order.
struct EventColumns
{
    Q_DECLARE_TR_FUNCTIONS(EventColumns)

public:
    enum Column {
        LastSeen,
        Type,
        Reason,
        Kind,
        Namespace,
        Object,
        Message,
        Count,
        Node,
        Source,
        Cluster,
        FirstSeen,
        ColumnCount
    };

    struct Width
    {
        int least;       // still tells rows apart where there is little room
        int comfortable; // shows nearly every value in full
    };

    static QString title(int column);
    static QString typeText(EventType type);
    static QString countText(const ClusterEvent &event); // with ≥ where it is a minimum
    static QString cellText(const ClusterEvent &event, int column, const TimeSelection &time);
    static QString toolTip(const ClusterEvent &event, int column, const TimeSelection &time);

    // What the filter language calls the column and the value it compares with.
    static EventField field(int column);
    static QString filterValue(const ClusterEvent &event, int column);

    static Tone tone(int column);
    static QVariant headerData(int column, int role);
    static Width width(int column);
    static bool isShownAtFirst(int column);
};

} // namespace binnacle::ui
