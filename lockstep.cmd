@echo off
rem Starts Lockstep: builds it if its sources are newer than the last build, then runs it. "lockstep --help" lists the words.
setlocal enableextensions
set "ROOT=%~dp0"
set "ROOT=%ROOT:~0,-1%"
set "ARGS=%ROOT%\app\target\launch\lockstep.args"
set "JDK="

rem --- a JDK 25 or later
if defined JAVA_HOME call :try "%JAVA_HOME%"
for /f "delims=" %%J in ('where java 2^>nul') do if not defined JDK call :try "%%~dpJ.."
for %%R in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%USERPROFILE%\.jdks") do (
  if exist "%%~R" for /d %%J in ("%%~R\*") do if not defined JDK call :try "%%~J"
)
if not defined JDK (
  echo lockstep: needs a JDK 25 or later, and found none. Type: 1>&2
  echo     winget install EclipseAdoptium.Temurin.25.JDK 1>&2
  exit /b 2
)

rem --- build if something is newer than the last build
set "STALE="
for /f "delims=" %%S in ('powershell -NoProfile -Command "$a = Get-Item -LiteralPath $env:ARGS -ErrorAction SilentlyContinue; if (-not $a) { 'first' } elseif (Get-ChildItem -Recurse -File -Path (Join-Path $env:ROOT 'pom.xml'), (Join-Path $env:ROOT 'engine\pom.xml'), (Join-Path $env:ROOT 'app\pom.xml'), (Join-Path $env:ROOT 'engine\src\main'), (Join-Path $env:ROOT 'app\src\main'), (Join-Path $env:ROOT 'app\src\launch') | Where-Object LastWriteTime -gt $a.LastWriteTime | Select-Object -First 1) { 'newer' }"') do set "STALE=%%S"
if defined STALE (
  where mvn >nul 2>nul || (
    echo lockstep: needs Maven to build itself. Type: 1>&2
    echo     winget install Apache.Maven 1>&2
    exit /b 2
  )
  echo lockstep: building ^(the first time downloads libraries^) 1>&2
  pushd "%ROOT%"
  set "JAVA_HOME=%JDK%"
  call mvn -q -B -Dmaven.test.skip=true package
  if errorlevel 1 (
    popd
    echo lockstep: the build failed 1>&2
    exit /b 2
  )
  popd
)
"%JDK%\bin\java" @"%ARGS%" %*
exit /b %errorlevel%

:try
if not exist "%~1\bin\javac.exe" exit /b
if not exist "%~1\release" exit /b
for /f "tokens=2 delims==" %%V in ('findstr /b JAVA_VERSION= "%~1\release"') do for /f "tokens=1 delims=." %%M in (%%V) do if %%~M geq 25 set "JDK=%~f1"
exit /b
