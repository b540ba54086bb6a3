#include "ui/alerts/channel_table_model.h"

#include "ui/alerts/alert_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/table_style.h"

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

StatusKind stateOf(const Channel &channel)
{
    if (!channel.problems.empty())
        return channel.isEnabled ? StatusKind::Critical : StatusKind::Unknown;
    return channel.isEnabled ? StatusKind::Ok : StatusKind::Unknown;
}

QString clustersText(const Channel &channel)
{
    QStringList clusters;
    for (const ClusterId &cluster : channel.clusters)
        clusters += toText(cluster.value);
    return clusters.isEmpty() ? ChannelTableModel::tr("all", "clusters") : clusters.join(u", "_s);
}

} // namespace

int ChannelTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ChannelTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Channel");
    case TypeColumn:
        return tr("Type");
    case StateColumn:
        return tr("State");
    case SeverityColumn:
        return tr("From severity");
    case ClustersColumn:
        return tr("Clusters");
    case TestColumn:
        return tr("Last test");
    default:
        return {};
    }
}

QString ChannelTableModel::text(const ChannelRow &row, int column)
{
    const Channel &channel = row.channel;
    switch (column) {
    case NameColumn:
        return toText(channel.name);
    case TypeColumn:
        return channelTypeText(channel.type);
    case StateColumn:
        if (!channel.problems.empty())
            return toText(channel.problems.front());
        return channel.isEnabled ? tr("in use", "a channel") : tr("disabled", "a channel");
    case SeverityColumn:
        return alertSeverityText(channel.minSeverity);
    case ClustersColumn:
        return clustersText(channel);
    case TestColumn:
        if (!isKnown(channel.lastTestAt))
            return tr("never", "a test of a channel");
        return channel.lastTestSucceeded
            ? tr("arrived %1 ago").arg(ageText(channel.lastTestAt, row.now))
            : tr("failed %1 ago").arg(ageText(channel.lastTestAt, row.now));
    default:
        return {};
    }
}

QVariant ChannelTableModel::cell(const ChannelRow &row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case CellStatusRole:
        return column == NameColumn ? QVariant(static_cast<int>(stateOf(row.channel))) : QVariant();
    case Qt::AccessibleTextRole:
        return column == NameColumn ? u"%1, %2"_s.arg(text(row, NameColumn), text(row, StateColumn))
                                    : text(row, column);
    case CellToneRole:
        if (column == StateColumn && !row.channel.problems.empty())
            return static_cast<int>(Tone::Critical);
        if (column == StateColumn)
            return static_cast<int>(row.channel.isEnabled ? Tone::Ok : Tone::Muted);
        if (column == TestColumn && isKnown(row.channel.lastTestAt)
            && !row.channel.lastTestSucceeded)
            return static_cast<int>(Tone::Critical);
        return column == NameColumn ? QVariant() : QVariant(static_cast<int>(Tone::Muted));
    case Qt::ToolTipRole:
        if (column == TestColumn && !row.channel.lastTestMessage.empty())
            return u"<qt>%1</qt>"_s.arg(toText(row.channel.lastTestMessage).toHtmlEscaped());
        return {};
    default:
        return {};
    }
}

QString attemptText(const Delivery::Attempt &attempt)
{
    const QString answer = toText(attempt.answer).simplified();
    if (attempt.status == 0)
        return answer.isEmpty()
            ? DeliveryTableModel::tr("no answer in %1 ms").arg(attempt.took.count())
            : answer;
    return DeliveryTableModel::tr("%1 %2 in %3 ms", "status, answer, how long it took")
        .arg(attempt.status)
        .arg(answer)
        .arg(attempt.took.count());
}

int DeliveryTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DeliveryTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section == AttemptsColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case TitleColumn:
        return tr("Message");
    case StateColumn:
        return tr("State");
    case AttemptsColumn:
        return tr("Attempts");
    case AnswerColumn:
        return tr("Last answer");
    default:
        return {};
    }
}

QString DeliveryTableModel::text(const DeliveryRow &row, int column)
{
    const Delivery &delivery = row.delivery;
    switch (column) {
    case TimeColumn:
        return row.created;
    case TitleColumn:
        return toText(delivery.title);
    case StateColumn:
        return row.next.isEmpty() ? deliveryStateText(delivery.state)
                                  : tr("%1, again %2", "a state, a time")
                                        .arg(deliveryStateText(delivery.state), row.next);
    case AttemptsColumn:
        return countText(delivery.attempts);
    case AnswerColumn:
        return delivery.tries.empty() ? QString() : attemptText(delivery.tries.back());
    default:
        return {};
    }
}

QVariant DeliveryTableModel::cell(const DeliveryRow &row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case CellStatusRole:
        return column == StateColumn
            ? QVariant(static_cast<int>(deliveryStateStatus(row.delivery.state)))
            : QVariant();
    case Qt::ToolTipRole: {
        if (column != AnswerColumn || row.delivery.tries.empty())
            return {};
        QStringList lines;
        for (const Delivery::Attempt &attempt : row.delivery.tries)
            lines += attemptText(attempt).toHtmlEscaped();
        return u"<qt>%1</qt>"_s.arg(lines.join(u"<br>"_s));
    }
    case CellToneRole:
        return column == AnswerColumn ? QVariant(static_cast<int>(Tone::Muted)) : QVariant();
    default:
        return {};
    }
}

} // namespace binnacle::ui
