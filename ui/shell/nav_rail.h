#pragma once

#include "ui/shell/view_registry.h"

#include <QFrame>
#include <QHash>

class QPushButton;

namespace binnacle::ui {

// The left rail: one line a view with its icon and key.
class NavRail final : public QFrame
{
    Q_OBJECT

public:
    explicit NavRail(const ViewRegistry &views, QWidget *parent = nullptr);

    void setCurrent(const QString &id);

signals:
    void viewPicked(const QString &id);

private:
    QHash<QString, QPushButton *> m_buttons;
};

} // namespace binnacle::ui
