#pragma once

#include "ui/alerts/alert_state.h"
#include "ui/widgets/status_glyph.h"

#include <QWidget>

#include <functional>

class QCheckBox;
class QButtonGroup;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace binnacle::ui {

class AlertQuestion;
class Banner;
class ChannelInputs;
class Panel;

// One channel, edited. Stored secrets are never shown: their fields are empty and say so; what is
// typed replaces them.
class ChannelForm final : public QWidget
{
    Q_OBJECT

public:
    // `state` must outlive the form.
    explicit ChannelForm(AlertState &state, QWidget *parent = nullptr);

    void addNew();
    void edit(const Channel &channel); // leaves a half-typed edit of the same channel alone
    void clear();
    void refresh();
    bool escape();
    bool isShown() const { return m_isShown; }
    bool isEdited() const { return m_isEdited; }
    std::int64_t channelId() const { return m_base.id; }
    Channel edited() const;
    QString problem() const; // empty: it can be saved
    QString outcome() const;
    void focusName();

    void save();
    void test();
    void remove();

signals:
    void changedByUser();
    void saved(const QString &name);
    void closed();

private:
    void build();
    QWidget *buildFields();
    QWidget *buildButtons();
    ChannelType type() const;
    void read();
    void showState();
    void told(StatusKind status, const QString &text);

    AlertState &m_state;
    Channel m_base;
    bool m_isShown = false;
    bool m_isEdited = false;
    bool m_isFilling = false;
    Panel *m_panel;
    QWidget *m_fields = nullptr;
    QLineEdit *m_name;
    QComboBox *m_type;
    QCheckBox *m_enabled;
    ChannelInputs *m_inputs; // of the type
    QButtonGroup *m_severity;
    QLineEdit *m_clusters;
    QComboBox *m_language;
    QPlainTextEdit *m_template;
    QLabel *m_note;
    Banner *m_banner;
    AlertQuestion *m_question;
    QPushButton *m_save;
    QPushButton *m_test;
    QPushButton *m_cancel;
    QPushButton *m_delete;
};

} // namespace binnacle::ui
