#pragma once

#include "ui/alerts/alert_state.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QPlainTextEdit;

namespace binnacle::ui {

// What a message of a rule looks like on a channel, in either language: as people read it, or as it
// is sent. Follows the channel while it is edited.
class ChannelPreview final : public QWidget
{
    Q_OBJECT

public:
    // `state` must outlive the preview.
    explicit ChannelPreview(AlertState &state, QWidget *parent = nullptr);

    void setChannel(const std::optional<Channel> &channel); // nothing: none is selected
    QString text() const;

protected:
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void fillRules();
    void ask();
    void told(const QString &text);

    AlertState &m_state;
    std::optional<Channel> m_channel;
    int m_generation = 0;
    QTimer m_soon;
    QComboBox *m_rule;
    QButtonGroup *m_language;
    QCheckBox *m_isRaw;
    QPlainTextEdit *m_text;
};

} // namespace binnacle::ui
