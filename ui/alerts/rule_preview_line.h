#pragma once

#include "core/console/alert_desk.h"
#include "ui/widgets/status_glyph.h"

#include <QTimer>
#include <QWidget>

#include <optional>
#include <stop_token>

class QLabel;

namespace binnacle::ui {

// "Now 14.9× over 1 h, 61× over 5 m for pay.example.com: true for 2 of 20 checked." Asked a moment
// after the last keystroke and again every ten seconds while it is shown; an answer to what was
// typed before is dropped.
class RulePreviewLine final : public QWidget
{
    Q_OBJECT

public:
    // `desk` must outlive the line.
    explicit RulePreviewLine(console::AlertDesk &desk, QWidget *parent = nullptr);
    ~RulePreviewLine() override;

    // Nothing: the rule is not valid as it stands; the last value is shown as old.
    void setRule(const std::optional<AlertRule> &rule);
    void clear();
    QString text() const;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void ask();
    void showPreview(const RulePreview &preview);
    void showText(StatusKind status, const QString &text);

    console::AlertDesk &m_desk;
    std::optional<AlertRule> m_rule;
    std::stop_source m_stop;
    int m_generation = 0;
    QTimer m_soon;
    QTimer m_again;
    StatusGlyph *m_glyph;
    QLabel *m_text;
};

} // namespace binnacle::ui
