#pragma once

#include <QStyledItemDelegate>

namespace binnacle::ui {

// A line of the command palette: icon, title, muted detail, key on the right.
class PaletteDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    enum Role { DetailRole = Qt::UserRole + 1, IconRole, KeysRole };

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
        const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

// A key in a small frame, right-aligned at `right`; returns the x where it begins.
int paintKeys(QPainter &painter, const QRect &line, const QString &keys);

} // namespace binnacle::ui
