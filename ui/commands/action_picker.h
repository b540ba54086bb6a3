#pragma once

#include "core/console/command_desk.h"

#include <QWidget>

#include <vector>

class QPushButton;
class QToolButton;

namespace binnacle::ui {

class FlowLayout;

// The actions the role may run: the usual ones as segments, the rest in a menu. Tab and the
// arrows go from one to the next, Space picks.
class ActionPicker final : public QWidget
{
    Q_OBJECT

public:
    static constexpr int kSegments = 4;

    explicit ActionPicker(QWidget *parent = nullptr);

    void setActions(const std::vector<console::ActionView> &catalogue, const QStringList &allowed);
    void setCurrent(const QString &action); // also one that is not offered
    QString current() const { return m_current; }
    // Tab goes from `before` through the actions; returns the last of them. After setActions().
    QWidget *chainTabs(QWidget *before);
    QStringList offered() const { return m_offered; } // in order

signals:
    void picked(const QString &action);

protected:
    void changeEvent(QEvent *event) override;

private:
    void rebuild();
    void fitMore();
    void mark();
    void pick(const QString &action);

    QStringList m_offered;
    QString m_current;
    FlowLayout *m_layout;
    QWidget *m_row; // of the segments
    // Not in a QButtonGroup: that one makes only its last focused button a stop for Tab.
    std::vector<QPushButton *> m_segments;
    QToolButton *m_more;
};

} // namespace binnacle::ui
