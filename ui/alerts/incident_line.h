#pragma once

#include <QWidget>

class QLineEdit;

namespace binnacle::ui {

// Names the incident that a firing of the past belongs to; an empty name takes it away.
class IncidentLine final : public QWidget
{
    Q_OBJECT

public:
    explicit IncidentLine(QWidget *parent = nullptr);

    void showName(const QString &name); // what is being typed stays

signals:
    void named(const QString &name);

private:
    QLineEdit *m_name;
};

} // namespace binnacle::ui
