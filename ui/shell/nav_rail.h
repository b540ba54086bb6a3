#pragma once

#include "ui/shell/view_registry.h"

#include <QFrame>
#include <QHash>

class QLabel;
class QPushButton;

namespace binnacle::ui {

// The left rail: one line a view with its icon and key.
class NavRail final : public QFrame
{
    Q_OBJECT

public:
    explicit NavRail(const ViewRegistry &views, QWidget *parent = nullptr);

    void setCurrent(const QString &id);
    // A number beside the view's name, with words for those who hear it: 3, "3 alerts fire".
    // 0 takes it away.
    void setCount(const QString &id, int count, bool isUrgent, const QString &words);

signals:
    void viewPicked(const QString &id);

private:
    QHash<QString, QPushButton *> m_buttons;
    QHash<QString, QLabel *> m_counts; // made when first needed
};

} // namespace binnacle::ui
