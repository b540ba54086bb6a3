#pragma once

#include "core/console/command_desk.h"

#include <QWidget>

#include <functional>
#include <utility>
#include <vector>

class QGridLayout;
class QLabel;

namespace binnacle::ui {

// Fields for the parameters of an action or a runbook, with what each is now.
class ParameterForm final : public QWidget
{
    Q_OBJECT

public:
    using Values = std::vector<std::pair<QString, QString>>; // name, text as typed

    explicit ParameterForm(int labelWidth, QWidget *parent = nullptr);

    void setParameters(const std::vector<console::ActionView::Parameter> &parameters);
    void setValues(const Values &values); // others become empty
    Values values() const;
    void setCurrent(const QString &name, const QString &value); // "now 4"; empty: not known
    void markProblem(const QString &name);                      // empty: none
    bool isEmpty() const { return m_fields.empty(); }
    void focusFirst();
    // Tab goes from `before` through the fields; returns the last of them, or `before`. After each
    // setParameters(): new widgets come last otherwise.
    QWidget *chainTabs(QWidget *before);

signals:
    void changed();
    void entered(); // Enter in a field

private:
    struct Field
    {
        console::ActionView::Parameter parameter;
        QWidget *editor = nullptr;
        QLabel *current = nullptr;
    };
    QWidget *addEditor(const console::ActionView::Parameter &parameter);

    const int m_labelWidth;
    QGridLayout *m_layout;
    std::vector<Field> m_fields;
};

} // namespace binnacle::ui
