@echo off
rem Kör Nämndbok i Windows utan att något aktiveras. Första gången görs mappen .venv i ordning.
rem   namndbok report 2024   ett kommando, vilket som helst
rem   namndbok lab           arbetsböckerna i JupyterLab
rem   namndbok what-if       en annan kostnadsfördelning med reglage i webbläsaren
setlocal
chcp 65001 >nul
set "PYTHONUTF8=1"
set "PYTHONHOME="
set "PYTHONPATH="
set "HOME_FOLDER=%~dp0"
set "ENVIRONMENT=%HOME_FOLDER%.venv"
fc /b "%HOME_FOLDER%requirements.lock" "%ENVIRONMENT%\installed.lock" >nul 2>nul
if not errorlevel 1 goto run

set "FOUND="
for %%P in ("py -3" "python") do if not defined FOUND (
  %%~P -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "FOUND=%%~P"
)
if not defined FOUND (
  echo Nämndbok behöver Python 3.11 eller nyare. Installera Python, öppna ett nytt fönster och försök igen.
  exit /b 2
)
echo Gör i ordning Nämndbok i mappen .venv. Första gången tar det några minuter ...
%FOUND% -m venv --clear "%ENVIRONMENT%" || goto failed
"%ENVIRONMENT%\Scripts\python" -m pip install -qq --require-hashes -r "%HOME_FOLDER%requirements.lock" || goto failed
"%ENVIRONMENT%\Scripts\python" -m pip install -qq --no-deps --no-build-isolation --editable "%HOME_FOLDER%." || goto failed
copy /y "%HOME_FOLDER%requirements.lock" "%ENVIRONMENT%\installed.lock" >nul

:run
if /i "%~1"=="lab" (
  "%ENVIRONMENT%\Scripts\jupyter" lab "%HOME_FOLDER%notebooks" --ip=127.0.0.1
  exit /b
)
if /i "%~1"=="what-if" (
  cd /d "%HOME_FOLDER%"
  set "JUPYTER_PATH=lib\namndbok\proposals\scenario\jupyter"
  "%ENVIRONMENT%\Scripts\jupyter" server --config=lib\namndbok\proposals\scenario\jupyter\what_if.json
  exit /b
)
"%ENVIRONMENT%\Scripts\namndbok" %*
exit /b

:failed
echo Det gick inte att göra i ordning Nämndbok. Kontrollera nätet och försök igen; det som blev halvt görs om.
exit /b 2
