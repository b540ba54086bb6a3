#include "ui/shell/palette_delegate.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace binnacle::ui {

namespace {

constexpr int kHeight = 30;
constexpr int kIcon = 16;

} // namespace

int paintKeys(QPainter &painter, const QRect &line, const QString &keys)
{
    if (keys.isEmpty())
        return line.right();
    const Palette &colors = theme().palette();
    painter.setFont(monospaceFont());
    const int width = painter.fontMetrics().horizontalAdvance(keys) + 12;
    QRect frame(line.right() - width, 0, width, 19);
    frame.moveTop(line.top() + (line.height() - frame.height()) / 2);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colors.line);
    painter.setBrush(colors.raised);
    painter.drawRoundedRect(QRectF(frame).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    painter.setPen(colors.muted);
    painter.drawText(frame, Qt::AlignCenter, keys);
    return frame.left();
}

void PaletteDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Palette &colors = theme().palette();
    const bool isCurrent = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    if (isCurrent) {
        painter->fillRect(option.rect, colors.selection);
        painter->fillRect(
            QRect(option.rect.topLeft(), QSize(3, option.rect.height())), colors.accent);
    }
    QRect line = option.rect.adjusted(12, 0, -10, 0);
    const QPoint corner(line.left(), line.center().y() - kIcon / 2 + 1);
    painter->drawPixmap(corner,
        iconPixmap(index.data(IconRole).toString(), isCurrent ? colors.text : colors.muted,
            {kIcon, kIcon}, painter->device()->devicePixelRatioF()));
    line.setRight(paintKeys(*painter, line, index.data(KeysRole).toString()) - 8);
    line.setLeft(line.left() + kIcon + 10);

    painter->setFont(textFont());
    painter->setPen(colors.text);
    const QString title = painter->fontMetrics().elidedText(
        index.data(Qt::DisplayRole).toString(), Qt::ElideMiddle, line.width());
    painter->drawText(line, Qt::AlignVCenter | Qt::TextSingleLine, title);
    line.setLeft(line.left() + painter->fontMetrics().horizontalAdvance(title) + 10);
    if (line.width() > 24) {
        painter->setPen(isCurrent ? colors.text : colors.muted);
        painter->drawText(line, Qt::AlignVCenter | Qt::TextSingleLine,
            painter->fontMetrics().elidedText(
                index.data(DetailRole).toString(), Qt::ElideRight, line.width()));
    }
    painter->restore();
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {200, kHeight};
}

} // namespace binnacle::ui
