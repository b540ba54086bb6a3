#include "ui/widgets/table_style.h"

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/meter_bar.h"
#include "ui/widgets/sparkline.h"
#include "ui/widgets/time_axis.h"

#include <QAbstractItemView>
#include <QHeaderView>
#include <QHelpEvent>
#include <QPainter>
#include <QTableView>
#include <QToolTip>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kGlyphBox = 14;
constexpr int kGlyphGap = 5;
constexpr int kCellSlack = 2 * kCellPadding + 2;

bool isMonospace(CellKind kind)
{
    return kind == CellKind::Name || kind == CellKind::Number || kind == CellKind::Time;
}

// Kept: making a font from family names costs more than painting a cell with it.
const QFont &fontOf(CellKind kind, bool isStrong)
{
    static const QFont text = textFont();
    static const QFont bold = boldTextFont();
    static const QFont monospace = monospaceFont();
    if (isMonospace(kind))
        return monospace;
    return isStrong || kind == CellKind::BoldName ? bold : text;
}

Qt::TextElideMode elideOf(CellKind kind)
{
    return kind == CellKind::Name || kind == CellKind::BoldName ? Qt::ElideMiddle : Qt::ElideRight;
}

bool isSelected(const QStyleOptionViewItem &option)
{
    return option.state.testFlag(QStyle::State_Selected);
}

QColor textColor(CellKind kind, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (isSelected(option))
        return theme().palette().text; // tones are too faint on the selection
    if (const QVariant tone = index.data(CellToneRole); tone.isValid())
        return toneColor(static_cast<Tone>(tone.toInt()));
    if (kind == CellKind::Status) {
        if (const QVariant status = index.data(CellStatusRole); status.isValid())
            return statusTextColor(static_cast<StatusKind>(status.toInt()));
    }
    return theme().palette().text;
}

void paintBackground(
    QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const Palette &colors = theme().palette();
    if (isSelected(option))
        painter.fillRect(option.rect, colors.selection);
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter.fillRect(option.rect, colors.raised);
    if (index.data(CellIsStaleRole).toBool())
        paintNoData(painter, option.rect);
    painter.setPen(colors.line);
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter.setPen(colors.accent);
        painter.drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
}

QRect contentBox(const QRect &cell)
{
    return cell.adjusted(kCellPadding, 0, -kCellPadding, 0);
}

void paintValues(QPainter &painter, const QRect &box, const QModelIndex &index)
{
    const auto values = index.data(CellValuesRole).value<QList<double>>();
    const QVariant status = index.data(CellStatusRole);
    const QColor color = status.isValid() ? statusColor(static_cast<StatusKind>(status.toInt()))
                                          : theme().palette().warning;
    paintSparkline(painter, QRectF(box).adjusted(0, 4, 0, -4),
        {values.constData(), static_cast<std::size_t>(values.size())}, color);
}

} // namespace

QColor toneColor(Tone tone)
{
    const Palette &colors = theme().palette();
    switch (tone) {
    case Tone::Muted:
        return colors.muted;
    case Tone::Ok:
        return colors.okText;
    case Tone::Warning:
        return colors.warningText;
    case Tone::Critical:
        return colors.criticalText;
    case Tone::Link:
        return colors.accent;
    case Tone::Text:
    case Tone::Strong:
        break;
    }
    return colors.text;
}

Tone troubleTone(StatusKind status)
{
    if (status == StatusKind::Critical)
        return Tone::Critical;
    return status == StatusKind::Warning ? Tone::Warning : Tone::Text;
}

CellDelegate::CellDelegate(CellKind kind, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_kind(kind)
{}

void CellDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    paintBackground(*painter, option, index);
    QRect box = contentBox(option.rect);
    if (m_kind == CellKind::Meter) {
        const QVariant shareGiven = index.data(CellShareRole);
        const double share = shareGiven.isValid() ? shareGiven.toDouble() : -1;
        if (const QVariant status = index.data(CellStatusRole); status.isValid())
            paintMeter(*painter, box, share, statusColor(static_cast<StatusKind>(status.toInt())));
        else
            paintMeter(*painter, box, share);
    } else if (m_kind == CellKind::Sparkline) {
        paintValues(*painter, box, index);
    } else {
        if (const QVariant status = index.data(CellStatusRole);
            status.isValid() && m_kind != CellKind::Number && m_kind != CellKind::Time) {
            paintStatus(*painter, QRectF(box.left(), box.top(), kGlyphBox, box.height()),
                static_cast<StatusKind>(status.toInt()));
            box.setLeft(box.left() + kGlyphBox + kGlyphGap);
        }
        paintText(*painter, option, index, box);
    }
    painter->restore();
}

void CellDelegate::paintText(QPainter &painter, const QStyleOptionViewItem &option,
    const QModelIndex &index, QRect box) const
{
    const QString text = index.data(Qt::DisplayRole).toString();
    if (text.isEmpty() || box.width() <= 0)
        return;
    const bool isStrong = index.data(CellToneRole).toInt() == static_cast<int>(Tone::Strong);
    painter.setFont(fontOf(m_kind, isStrong));
    painter.setPen(textColor(m_kind, option, index));
    const QFontMetrics metrics = painter.fontMetrics();
    const Qt::Alignment side = m_kind == CellKind::Number ? Qt::AlignRight : Qt::AlignLeft;
    // Only the first line: a row has one.
    const QString shown
        = metrics.elidedText(text.section(u'\n', 0, 0), elideOf(m_kind), box.width());
    painter.drawText(box, static_cast<int>(side | Qt::AlignVCenter) | Qt::TextSingleLine, shown);

    const QString subtitle = index.data(CellSubtitleRole).toString();
    const int used = metrics.horizontalAdvance(shown) + 8;
    if (subtitle.isEmpty() || used >= box.width())
        return;
    box.setLeft(box.left() + used);
    painter.setFont(fontOf(CellKind::Text, false));
    painter.setPen(isSelected(option) ? theme().palette().text : theme().palette().muted);
    painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
        painter.fontMetrics().elidedText(subtitle, Qt::ElideRight, box.width()));
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    Q_UNUSED(option)
    if (m_kind == CellKind::Meter || m_kind == CellKind::Sparkline)
        return {130, kRowHeight};
    const QFontMetrics metrics(fontOf(m_kind, false));
    int width = metrics.horizontalAdvance(index.data(Qt::DisplayRole).toString());
    if (index.data(CellStatusRole).isValid())
        width += kGlyphBox + kGlyphGap;
    return {width + kCellSlack, kRowHeight};
}

bool CellDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view,
    const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() == QEvent::ToolTip && !index.data(Qt::ToolTipRole).isValid()) {
        const QString text = index.data(Qt::DisplayRole).toString();
        const bool isCut = sizeHint(option, index).width() > option.rect.width();
        // Plain text: it may come from the network.
        QToolTip::showText(event->globalPos(),
            isCut ? u"<qt>%1</qt>"_s.arg(text.toHtmlEscaped()) : QString(), view);
        return true;
    }
    return QStyledItemDelegate::helpEvent(event, view, option, index);
}

void styleTable(QTableView &table)
{
    table.setItemDelegate(new CellDelegate(CellKind::Text, &table));
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setSelectionMode(QAbstractItemView::ExtendedSelection);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.setShowGrid(false);
    table.setWordWrap(false);
    table.setTabKeyNavigation(false); // Tab leaves the table
    table.setMouseTracking(true);
    table.setFrameShape(QFrame::NoFrame);
    table.setCornerButtonEnabled(false);

    QHeaderView *rows = table.verticalHeader();
    rows->hide();
    rows->setSectionResizeMode(QHeaderView::Fixed);
    rows->setMinimumSectionSize(kRowHeight);
    rows->setDefaultSectionSize(kRowHeight);

    QHeaderView *header = table.horizontalHeader();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setStretchLastSection(true);
    header->setMinimumSectionSize(32);
    header->setFont(smallFont());
    header->setFixedHeight(kRowHeight);
}

void styleColumn(QTableView &table, int column, CellKind kind, int width)
{
    table.setItemDelegateForColumn(column, new CellDelegate(kind, &table));
    table.setColumnWidth(column, width);
}

int cellWidth(CellKind kind, const QStringList &samples)
{
    const QFontMetrics metrics(fontOf(kind, false));
    int widest = 0;
    for (const QString &sample : samples)
        widest = std::max(widest, metrics.horizontalAdvance(sample));
    const int glyph = kind == CellKind::Status ? kGlyphBox + kGlyphGap : 0;
    return widest + glyph + kCellSlack;
}

} // namespace binnacle::ui
