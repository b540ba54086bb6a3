#pragma once

#include "core/domain/audit.h"

#include <QWidget>

namespace binnacle::ui {

class InspectorPanel;
class TimeSelection;

// One audited action: who, how and from where, what it changed value by value, and what was sent.
class AuditDetail final : public QWidget
{
    Q_OBJECT

public:
    explicit AuditDetail(const TimeSelection &time, QWidget *parent = nullptr);

    void showEntry(const AuditEntry &entry);
    void clear();

private:
    void addFacts(const AuditEntry &entry);
    void addChange(const AuditEntry &entry);
    void addBody(const QString &title, const QString &text);

    const TimeSelection &m_time;
    InspectorPanel *m_panel;
};

} // namespace binnacle::ui
