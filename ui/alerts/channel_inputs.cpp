#include "ui/alerts/channel_inputs.h"

#include "ui/alerts/alert_form_parts.h"
#include "ui/theme/fonts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = ChannelField::Kind;

constexpr int kMapHeight = 52;

} // namespace

ChannelInputs::ChannelInputs(QWidget *parent)
    : QWidget(parent)
{
    auto *box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
}

void ChannelInputs::showConfig(ChannelType type, const std::string &config)
{
    QLayout &box = *layout();
    if (QLayoutItem *before = box.takeAt(0)) {
        before->widget()->hide();
        before->widget()->deleteLater(); // its own field may be what changed
        delete before;
    }
    m_inputs.clear();
    auto *inputs = new QWidget;
    QGridLayout *grid = newFormGrid(inputs);
    for (const ChannelField &field : channelFields(type)) {
        const QString value = channelValue(config, field);
        const bool isStored = field.kind == Kind::Secret && isMaskedSecret(value);
        QWidget *widget = inputFor(field, value, isStored);
        widget->setObjectName(u"channel_"_s + field.key);
        if (field.kind == Kind::Flag)
            grid->addWidget(widget, grid->rowCount(), 1);
        else
            addField(*grid, field.title, widget);
        m_inputs.push_back({field, widget, isStored});
    }
    box.addWidget(inputs);
}

QWidget *ChannelInputs::inputFor(const ChannelField &field, const QString &value, bool isStored)
{
    if (field.kind == Kind::Flag) {
        auto *box = new QCheckBox(field.title);
        box->setChecked(value == u"true"_s);
        connect(box, &QCheckBox::toggled, this, &ChannelInputs::edited);
        return box;
    }
    if (field.kind == Kind::Choice) {
        auto *choice = new QComboBox;
        choice->addItems(field.choices);
        choice->setCurrentIndex(std::max(0, choice->findText(value)));
        connect(choice, &QComboBox::activated, this, &ChannelInputs::edited);
        return choice;
    }
    if (field.kind == Kind::Map) {
        auto *lines = new QPlainTextEdit(value);
        lines->setFont(monospaceFont());
        lines->setFixedHeight(kMapHeight);
        lines->setTabChangesFocus(true);
        lines->setPlaceholderText(field.placeholder);
        connect(lines, &QPlainTextEdit::textChanged, this, &ChannelInputs::edited);
        return lines;
    }
    auto *line = new QLineEdit(isStored ? QString() : value);
    line->setPlaceholderText(isStored ? tr("kept secret; type to replace it") : field.placeholder);
    if (field.kind == Kind::Secret)
        line->setEchoMode(QLineEdit::Password);
    connect(line, &QLineEdit::textChanged, this, &ChannelInputs::edited);
    return line;
}

QString ChannelInputs::valueOf(const Input &input)
{
    if (const auto *box = qobject_cast<QCheckBox *>(input.widget))
        return box->isChecked() ? u"true"_s : QString();
    if (const auto *choice = qobject_cast<QComboBox *>(input.widget))
        return choice->currentText();
    if (const auto *lines = qobject_cast<QPlainTextEdit *>(input.widget))
        return lines->toPlainText();
    return qobject_cast<QLineEdit *>(input.widget)->text();
}

std::string ChannelInputs::config(const std::string &config) const
{
    std::string result = config;
    for (const Input &input : m_inputs) {
        const QString value = valueOf(input);
        if (!input.isStored || !value.isEmpty())
            result = withChannelValue(result, input.field, value);
    }
    return result;
}

QString ChannelInputs::problem() const
{
    for (const Input &input : m_inputs) {
        if (input.field.isRequired && !input.isStored && valueOf(input).trimmed().isEmpty())
            return tr("%1 is missing.", "a field").arg(input.field.title);
    }
    return {};
}

} // namespace binnacle::ui
