#pragma once

#include "core/console/access_desk.h"

#include <QList>
#include <QString>
#include <QTimer>
#include <QVariant>
#include <QWidget>

#include <utility>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;

namespace binnacle::ui {

class TimeSelection;

// What of the audit is looked at: words, who, what kind, through what, and when.
class AuditFilter final : public QWidget
{
    Q_OBJECT

public:
    // Both must outlive the filter.
    AuditFilter(
        const console::AccessDesk &desk, const TimeSelection &time, QWidget *parent = nullptr);

    // Without a page. The range has an end, so that entries made while somebody scrolls do not
    // move the pages.
    AuditQuery query() const;
    bool isNarrow() const; // something besides the time
    bool isAllTime() const;
    void clear();
    void showAllTime();
    void focusText();

signals:
    void changed();

private:
    void build();
    void showUsers();
    void showRange();

    const console::AccessDesk &m_desk;
    const TimeSelection &m_time;
    QTimer m_typing; // gathers letters
    QList<std::pair<QString, QVariant>> m_shownUsers;
    QLineEdit *m_text;
    QComboBox *m_user;
    QComboBox *m_action;
    QComboBox *m_source;
    QCheckBox *m_isAllTime;
    QLabel *m_range;
};

} // namespace binnacle::ui
