#include "ui/events/event_columns.h"

#include "ui/widgets/time_selection.h"

#include <QLocale>
#include <QTextDocument>

namespace binnacle::ui {

namespace {

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

} // namespace

QString EventColumns::title(int column)
{
    switch (column) {
    case LastSeen:
        return tr("Last seen");
    case Type:
        return tr("Type");
    case Reason:
        return tr("Reason");
    case Kind:
        return tr("Kind");
    case Namespace:
        return tr("Namespace");
    case Object:
        return tr("Object");
    case Message:
        return tr("Message");
    case Count:
        return tr("Count", "how often it happened");
    case Node:
        return tr("Node");
    case Source:
        return tr("Source");
    case Cluster:
        return tr("Cluster");
    case FirstSeen:
        return tr("First seen");
    default:
        return {};
    }
}

QString EventColumns::typeText(EventType type)
{
    return type == EventType::Warning ? tr("Warning") : tr("Normal");
}

QString EventColumns::countText(const ClusterEvent &event)
{
    const QString number = QLocale().toString(qint64{event.count});
    return event.countIsMinimum ? QString(QChar(0x2265)) + number : number;
}

QString EventColumns::cellText(const ClusterEvent &event, int column, const TimeSelection &time)
{
    switch (column) {
    case LastSeen:
        return time.timeText(event.last);
    case Type:
        return typeText(event.type);
    case Reason:
        return text(event.reason);
    case Kind:
        return text(event.involved.kind);
    case Namespace:
        return text(event.involved.ns);
    case Object:
        return text(event.involved.name);
    case Message:
        return text(event.message).simplified();
    case Count:
        return countText(event);
    case Node:
        return text(event.host);
    case Source:
        return text(event.component);
    case Cluster:
        return text(event.cluster.value);
    case FirstSeen:
        return time.timeText(event.first);
    default:
        return {};
    }
}

QString EventColumns::toolTip(const ClusterEvent &event, int column, const TimeSelection &time)
{
    // Rich text would be guessed from the text itself, which comes from the network.
    const auto plain = [](const QString &shown) {
        return Qt::convertFromPlainText(shown.left(2000), Qt::WhiteSpaceNormal);
    };
    switch (column) {
    case LastSeen:
        return plain(time.dateTimeText(event.last));
    case FirstSeen:
        return plain(time.dateTimeText(event.first));
    case Message:
        return plain(text(event.message));
    case Count:
        return event.countIsMinimum ? plain(tr("At least %1: the source's spam filter dropped or "
                                               "merged some of them.")
                                                .arg(QLocale().toString(qint64{event.count})))
                                    : QString();
    default:
        return plain(cellText(event, column, time));
    }
}

EventField EventColumns::field(int column)
{
    switch (column) {
    case Type:
        return EventField::Type;
    case Reason:
        return EventField::Reason;
    case Kind:
        return EventField::Kind;
    case Namespace:
        return EventField::Namespace;
    case Object:
        return EventField::Name;
    case Message:
        return EventField::Message;
    case Count:
        return EventField::Count;
    case Node:
        return EventField::Node;
    case Source:
        return EventField::Source;
    case Cluster:
        return EventField::Cluster;
    case FirstSeen:
        return EventField::First;
    default:
        return EventField::Last;
    }
}

QString EventColumns::filterValue(const ClusterEvent &event, int column)
{
    switch (column) {
    case Type:
        return text(std::string(eventTypeName(event.type)));
    case Message:
        return text(event.message);
    case Count:
        return QString::number(event.count);
    case Reason:
        return text(event.reason);
    case Kind:
        return text(event.involved.kind);
    case Namespace:
        return text(event.involved.ns);
    case Object:
        return text(event.involved.name);
    case Node:
        return text(event.host);
    case Source:
        return text(event.component);
    case Cluster:
        return text(event.cluster.value);
    case FirstSeen:
        return text(formatRfc3339(event.first));
    default:
        return text(formatRfc3339(event.last));
    }
}

Tone EventColumns::tone(int column)
{
    const bool isRead
        = column == Reason || column == Object || column == LastSeen || column == Count;
    return isRead ? Tone::Text : Tone::Muted;
}

QVariant EventColumns::headerData(int column, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return title(column);
    case Qt::TextAlignmentRole:
        if (column == Count)
            return QVariant(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
        return {};
    case Qt::ToolTipRole:
        return column == LastSeen ? tr("Newest first; click to turn the order around")
                                  : tr("The history has one order: by last seen");
    default:
        return {};
    }
}

EventColumns::Width EventColumns::width(int column)
{
    switch (column) {
    case LastSeen:
    case FirstSeen:
        return {80, 92};
    case Type:
        return {88, 96};
    case Reason:
        return {112, 164};
    case Kind:
        return {58, 100};
    case Namespace:
        return {79, 100};
    case Object:
        return {130, 210};
    case Message:
        return {116, 300};
    case Count:
        return {50, 64};
    default:
        return {70, 100};
    }
}

bool EventColumns::isShownAtFirst(int column)
{
    return column != Node && column != Source && column != FirstSeen;
}

} // namespace binnacle::ui
