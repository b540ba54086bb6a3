#pragma once

#include "core/domain/alert.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace binnacle::ui {

// Which alerts a silence hushes: label, comparison, value, one line each; all must hold.
class MatcherEditor final : public QWidget
{
    Q_OBJECT

public:
    explicit MatcherEditor(QWidget *parent = nullptr);

    void setMatchers(const std::vector<AlertMatcher> &matchers);
    std::vector<AlertMatcher> matchers() const; // without empty lines
    QString problem() const;                    // empty: they can be used

signals:
    void edited();

private:
    struct Line
    {
        QWidget *row = nullptr;
        QComboBox *label = nullptr;
        QComboBox *op = nullptr;
        QLineEdit *value = nullptr;
    };
    void addLine(const AlertMatcher &matcher);
    void removeLine(QWidget *row);

    std::vector<Line> m_lines;
    QVBoxLayout *m_rows;
    QPushButton *m_add;
};

} // namespace binnacle::ui
